"""Tells which types and granularities of weights LiteRT's matrix kernels compute with rightly.

Usage: weight_types.py FOLDER. Writes one model for each operator, type of input, type of weights and granularity, and
prints, as a JSON object by file name, `right`, `wrong` or `refused`. What is right is computed with numpy.
"""

import itertools
import json
import pathlib
import sys

import flatbuffers
import numpy as np
import own_process
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter

OPERATORS = {
    # Options, shapes of input, weights and output, the channel axis of the weights.
    "CONV_2D": ("Conv2DOptions", (1, 1, 1, 2), (2, 1, 1, 2), (1, 1, 1, 2), 0),
    "DEPTHWISE_CONV_2D": ("DepthwiseConv2DOptions", (1, 1, 1, 2), (1, 1, 1, 2), (1, 1, 1, 2), 3),
    "FULLY_CONNECTED": ("FullyConnectedOptions", (1, 2), (2, 2), (1, 2), 0),
    "TRANSPOSE_CONV": ("TransposeConvOptions", (1, 1, 1, 2), (2, 1, 1, 2), (1, 1, 1, 2), 0),
}
INPUTS = {"UINT8": np.uint8, "INT8": np.int8, "INT16": np.int16, "FLOAT32": np.float32}
# The least and the greatest code: another type would read one of them as another number.
WEIGHTS = {"UINT8": (0, 255), "INT8": (-127, 127), "INT4": (-7, 7), "INT16": (-300, 300), "INT2": (-1, 1),
           "UINT4": (0, 15)}
BITS = {"INT16": 16, "INT4": 4, "UINT4": 4, "INT2": 2}


def packed(values, name):
    """The bytes of codes; the first is in the lowest bits."""
    bits, number = BITS.get(name, 8), 0
    for position, value in enumerate(values):
        number |= (int(value) & ((1 << bits) - 1)) << (position * bits)
    return number.to_bytes((len(values) * bits + 7) // 8, "little")


class Model:
    """A model with one operator."""

    def __init__(self):
        self.graph, self.model = schema.SubGraphT(), schema.ModelT()
        self.graph.tensors, self.model.buffers = [], [schema.BufferT()]

    def tensor(self, shape, name, scales=(), axis=0, data=None):
        tensor = schema.TensorT()
        tensor.shape, tensor.type = list(shape), getattr(schema.TensorType, name)
        tensor.name, tensor.hasRank = "t%d" % len(self.graph.tensors), True
        if scales:
            quantization = tensor.quantization = schema.QuantizationParametersT()
            quantization.scale, quantization.zeroPoint = list(scales), [0] * len(scales)
            quantization.quantizedDimension = axis
        if data is not None:
            tensor.buffer = len(self.model.buffers)
            self.model.buffers.append(schema.BufferT())
            self.model.buffers[-1].data = np.frombuffer(data, np.uint8)
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def bytes(self, name, inputs, outputs, options):
        code, op, graph, model = (schema.OperatorCodeT(), schema.OperatorT(), self.graph, self.model)
        code.builtinCode = getattr(schema.BuiltinOperator, name)
        code.deprecatedBuiltinCode, code.version = code.builtinCode, 5
        op.inputs, op.outputs = inputs, outputs
        op.builtinOptionsType = getattr(schema.BuiltinOptions, options)
        op.builtinOptions = getattr(schema, options + "T")()
        for field in ("strideH", "strideW", "depthMultiplier"):
            if hasattr(op.builtinOptions, field):
                setattr(op.builtinOptions, field, 1)
        graph.operators, graph.inputs, graph.outputs = [op], [0], [outputs[0]]
        model.version, model.operatorCodes, model.subgraphs = 3, [code], [graph]
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def build(name, x_type, w_type, channels):
    """The model, its input, and the numbers that it must compute."""
    options, x_shape, w_shape, y_shape, axis = OPERATORS[name]
    model, is_float = Model(), x_type == "FLOAT32"
    low, high = WEIGHTS[w_type]
    codes = np.array([low, high, 0, high])[:int(np.prod(w_shape))].reshape(w_shape)
    # The output has a step large enough for every sum.
    step = 8.0 if x_type in ("INT8", "UINT8") else 1.0
    x = np.array([3, 1], INPUTS[x_type]).reshape(x_shape)
    own = [1.0] if not is_float else []
    model.tensor(x_shape, x_type, own)
    weights = model.tensor(w_shape, w_type, [1.0] * channels, axis, packed(codes.ravel(), w_type))
    b_type = "FLOAT32" if is_float else "INT64" if x_type == "INT16" else "INT32"
    bias = model.tensor(
        [2], b_type, [] if is_float else [1.0] * channels, data=bytes(16 if b_type == "INT64" else 8))
    y = model.tensor(y_shape, x_type, [] if is_float else [step])
    inputs = [0, weights, bias]
    if name == "TRANSPOSE_CONV":
        inputs = [model.tensor([4], "INT32", data=np.array(y_shape, np.int32).tobytes()), weights, 0, bias]
    if name == "DEPTHWISE_CONV_2D":
        sums = x.ravel().astype(np.float64) * codes.ravel()
    else:
        sums = codes.reshape(2, 2).astype(np.float64) @ x.ravel()
    limits = None if is_float else np.iinfo(INPUTS[x_type])
    right = sums if is_float else np.clip(sums / step, limits.min, limits.max)
    return model.bytes(name, inputs, [y], options), x, right


def verdict(model, x, right):
    interpreter = Interpreter(model_content=model, num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(0, x)
    interpreter.invoke()
    found = interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).ravel().astype(np.float64)
    # Half a step of rounding; a hybrid kernel quantizes its input to 8 bits.
    slack = 0.51 + (0.02 * np.abs(right).max() if x.dtype == np.float32 else 0)
    return "right" if np.all(np.abs(found - right) <= slack) else "wrong"


def main():
    folder, cases = pathlib.Path(sys.argv[1]), {}
    for name, x_type, w_type, channels in itertools.product(OPERATORS, INPUTS, WEIGHTS, (1, 2)):
        model, x, right = build(name, x_type, w_type, channels)
        file = "%s-%s-%s-%d.tflite" % (name, x_type, w_type, channels)
        (folder / file).write_bytes(model)
        cases[file] = (model, x, right)
    said = own_process.texts([lambda case=case: verdict(*case) for case in cases.values()], seconds=20)
    print(json.dumps({file: words or "refused" for file, words in zip(cases, said)}))


if __name__ == "__main__":
    main()
