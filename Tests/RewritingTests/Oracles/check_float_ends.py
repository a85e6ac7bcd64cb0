"""Checks models whose float inputs and outputs were stripped: check_float_ends.py FOLDER

For each NAME.old.tflite and NAME.new.tflite in the folder: inputs and outputs have the same names
in the same order. On seeded inputs, the new model between LiteRT's own QUANTIZE and DEQUANTIZE gives
exactly the outputs of the old model.
"""

import sys
from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType

SEED = 20_240_602


def open_model(content):
    runtime = Interpreter(
        model_content=content, num_threads=1,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    runtime.allocate_tensors()
    return runtime


def run(runtime, inputs):
    """Returns the outputs of a model, in order."""
    for detail, value in zip(runtime.get_input_details(), inputs):
        runtime.set_tensor(detail["index"], value)
    runtime.invoke()
    return [runtime.get_tensor(detail["index"]) for detail in runtime.get_output_details()]


def converted(values, detail, to_codes):
    """Returns a model with only a QUANTIZE or DEQUANTIZE."""
    floats, codes = litert.TensorT(), litert.TensorT()
    code = litert.OperatorCodeT()
    code.builtinCode = (litert.BuiltinOperator.QUANTIZE if to_codes
                        else litert.BuiltinOperator.DEQUANTIZE)
    code.deprecatedBuiltinCode, code.version = code.builtinCode, 2
    kinds = {np.int8: "INT8", np.uint8: "UINT8", np.int16: "INT16"}
    codes.type = getattr(litert.TensorType, kinds[detail["dtype"]])
    scale, zero = detail["quantization"]
    codes.quantization = litert.QuantizationParametersT()
    codes.quantization.scale = np.array([scale], np.float32)
    codes.quantization.zeroPoint = np.array([zero], np.int64)
    for tensor in (floats, codes):
        tensor.shape = np.array(values.shape, np.int32)
    graph, op, model = litert.SubGraphT(), litert.OperatorT(), litert.ModelT()
    graph.tensors = [floats, codes] if to_codes else [codes, floats]
    op.inputs, op.outputs = np.array([0], np.int32), np.array([1], np.int32)
    graph.inputs, graph.outputs, graph.operators = op.inputs, op.outputs, [op]
    model.version, model.subgraphs, model.operatorCodes = 3, [graph], [code]
    model.buffers = [litert.BufferT()]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return run(open_model(bytes(builder.Output())), [values])[0]


def draw(random, detail):
    """Returns a valid value for an input."""
    if detail["dtype"] == np.float32:
        return random.normal(0, 2, detail["shape"]).astype(np.float32)
    return random.integers(0, 100, detail["shape"]).astype(detail["dtype"])


def check(old_path, new_path):
    """Returns the differences between two models, in words."""
    old, new = (open_model(path.read_bytes()) for path in (old_path, new_path))
    sides = [(old.get_input_details(), new.get_input_details()),
             (old.get_output_details(), new.get_output_details())]
    for before, after in sides:
        if [detail["name"] for detail in before] != [detail["name"] for detail in after]:
            yield "names of inputs or outputs"
    if old.get_signature_list() != new.get_signature_list():
        yield "signatures"
    random = np.random.default_rng(SEED)
    for _ in range(3):
        given = [draw(random, detail) for detail in sides[0][0]]
        codes = [value if value.dtype == detail["dtype"] else converted(value, detail, True)
                 for value, detail in zip(given, sides[0][1])]
        expected = run(old, given)
        for i, (value, detail) in enumerate(zip(run(new, codes), sides[1][1])):
            if value.dtype != expected[i].dtype:
                value = converted(value, detail, False)
            if value.tobytes() != expected[i].tobytes():
                yield f"output {i}"


def main(folder):
    """Compares all pairs and prints how many."""
    files = sorted(Path(folder).glob("*.old.tflite"))
    different = [f"{file.name}: {words}" for file in files
                 for words in check(file, Path(str(file).replace(".old.", ".new.")))]
    print("\n".join([*different, f"{len(files)} models"]))
    sys.exit(bool(different))


if __name__ == "__main__":
    main(sys.argv[1])
