"""Compares `tflens hardswish --table csv` with TFLite Micro: micro_hard_swish.py TFLENS COUNT.

Draws COUNT quantized HARD_SWISH, realistic ones and wild ones, and runs each with every input code. A
line that begins with "same" says how many were equal in all 256 codes; any other line is a difference.
"""

import csv
import io
import subprocess
import sys
import tempfile

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from tflite_micro import runtime

CODES = np.arange(-128, 128).astype(np.int8)


def model(*grids):
    """Returns a model of one HARD_SWISH of 256 elements with these scales and zero points."""
    tree, graph = schema.ModelT(), schema.SubGraphT()
    tree.version, tree.buffers, tree.subgraphs = 3, [schema.BufferT()], [graph]
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.HARD_SWISH
    code.version, tree.operatorCodes = 1, [code]
    graph.tensors = []
    for scale, zero_point in grids:
        tensor, grid = schema.TensorT(), schema.QuantizationParametersT()
        tensor.shape, tensor.type, tensor.quantization = [256], schema.TensorType.INT8, grid
        grid.scale = np.array([scale], np.float32)
        grid.zeroPoint = np.array([zero_point], np.int64)
        graph.tensors.append(tensor)
    op = schema.OperatorT()
    op.inputs, op.outputs, graph.operators = [0], [1], [op]
    graph.inputs, graph.outputs = [0], [1]
    builder = flatbuffers.Builder(1024)
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def drawn(random, is_wild):
    """Returns the scale and zero point of an input and of an output."""
    if is_wild:
        scale = 2.0 ** random.uniform(-10, 2)
        return [(scale, int(random.integers(-128, 128))),
                (scale * 2.0 ** random.uniform(-6.9, 7), int(random.integers(-128, 128)))]
    low, high = random.uniform(-20, -0.5), random.uniform(0.5, 20)
    scales = (high - low) / 255, (high + 0.375) / 255
    return [(scales[0], round(-128 - low / scales[0])), (scales[1], round(-128 + 0.375 / scales[1]))]


def main(tflens, count):
    random = np.random.default_rng(1)
    same = 0
    for number in range(count):
        grids = drawn(random, number % 4 == 0)
        data = model(*grids)
        micro = runtime.Interpreter.from_bytes(data, arena_size=1 << 20)
        micro.set_input(CODES, 0)
        micro.invoke()
        with tempfile.NamedTemporaryFile(suffix=".tflite") as file:
            file.write(data)
            file.flush()
            printed = subprocess.run(
                [tflens, "hardswish", file.name, "--operator", "0", "--table", "csv"],
                capture_output=True, check=True, text=True).stdout
        rows = csv.DictReader(line for line in io.StringIO(printed) if not line.startswith("#"))
        table = {int(row["input_code"]): int(row["output_code"]) for row in rows}
        found = np.array([table[code] for code in CODES.tolist()])
        if np.array_equal(found, micro.get_output(0)):
            same += 1
        else:
            print("%s: differs" % grids)
    print("same %d" % same)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
