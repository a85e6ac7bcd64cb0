"""Records what TensorFlow's QuantizationDebugger measures on the digits model.

quantization_debugger.py FIXTURES > quantization_debugger.json

Needs TensorFlow 2.21 and ai-edge-litert, which the tests do not have: the tests read what it wrote. The
debugger needs a model with NUMERIC_VERIFY operators, so the float model is quantized again, with the ranges of
the int8 model's scales and zero points. With whole-model verification, each operator's output is compared with that of
the float model, so that errors accumulate.
"""

import pathlib
import sys

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.python.convert import mlir_quantize

RUNS = 100


def read(path):
    return schema.ModelT.InitFromObj(schema.Model.GetRootAs(path.read_bytes()))


def pack(model):
    import flatbuffers

    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def ranged(path_float, path_int8):
    """Returns the float model with the ranges that the int8 model's codes span."""
    model, quantized = read(path_float), read(path_int8)
    floats, codes = model.subgraphs[0], quantized.subgraphs[0]
    twins = {tensor.name: tensor for tensor in codes.tensors}
    for ends in ("inputs", "outputs"):
        one, other = getattr(floats, ends)[0], getattr(codes, ends)[0]
        twins[floats.tensors[one].name] = codes.tensors[other]
    for tensor in floats.tensors:
        data = model.buffers[tensor.buffer].data
        if (data is None or not len(data)) and tensor.name in twins:
            grid = twins[tensor.name].quantization
            scale, zero_point = np.float64(grid.scale[0]), int(grid.zeroPoint[0])
            tensor.quantization = schema.QuantizationParametersT()
            tensor.quantization.min = [np.float32(scale * (-128 - zero_point))]
            tensor.quantization.max = [np.float32(scale * (127 - zero_point))]
    return pack(model)


def text(name):
    return name.decode() if isinstance(name, bytes) else name


def measured(debug_model, images):
    """Returns RMSE/scale by the name of the quantized tensor."""
    found = {}
    debugger = tf.lite.experimental.QuantizationDebugger(
        quant_debug_model_content=debug_model,
        debug_dataset=lambda: ([image] for image in images))
    debugger.run()
    runtime = debugger._quant_interpreter
    verify = {name: op for name, op in debugger._numeric_verify_op_details.items()}
    for name, statistics in debugger.layer_statistics.items():
        tensor = runtime._get_tensor_details(verify[name]["inputs"][0], subgraph_index=0)
        scale = tensor["quantization_parameters"]["scales"][0]
        rmse = np.sqrt(statistics["mean_squared_error"])
        found[tensor["name"]] = float("%.5g" % (rmse / scale))
    return found


def main(folder):
    folder = pathlib.Path(folder)
    images = np.load(folder / "digits_test.npz")["images"][:RUNS, None, :, :, None]
    images = images.astype(np.float32) / 16
    model = ranged(folder / "digits_float32.tflite", folder / "digits_int8.tflite")
    both = []
    for is_whole in (True, False):
        debug = mlir_quantize(model, fully_quantize=False, enable_numeric_verify=True,
                              enable_whole_model_verify=is_whole)
        both.append(measured(debug, images))
    graph = read(folder / "digits_int8.tflite").subgraphs[0]
    rows = []
    for index, op in enumerate(graph.operators):
        # The converter adds a digit to the name of the quantized tensor.
        name = text(graph.tensors[op.outputs[0]].name) + "1"
        if all(name in one for one in both):
            rows.append("[%d, %r, %r]" % (index, both[0][name], both[1][name]))
    print('{"tensorflow": "%s", "runs": %d, "columns": ["operator", "whole model", "layer"],' % (
        tf.__version__, RUNS))
    print(' "rmse_over_scale": [\n  %s\n]}' % ",\n  ".join(rows))


main(*sys.argv[1:])
