"""Writes layers whose weights and biases XNNPACK checks together, by name.

delegate_weights.py FOLDER: FULLY_CONNECTED with rows of INT4 and INT2 weights, even and odd, with one scale and two;
convolutions and FULLY_CONNECTED with FLOAT32 weights or bias, or with what DEQUANTIZE makes of FLOAT16.
"""

import sys

import flatbuffers
import numpy as np
import one_operator
from ai_edge_litert import schema_py_generated as schema

LAYERS = ["CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED"]


def rows(type, count, scales):
    model = one_operator.tree("FULLY_CONNECTED", ("FLOAT32", type, "FLOAT32", "FLOAT32"))
    graph = model.subgraphs[0]
    graph.tensors[0].shape = np.array([1, count], np.int32)
    weights = graph.tensors[1]
    weights.shape = np.array([2, count], np.int32)
    bits = one_operator.PACKED.get(type, 8)
    model.buffers[weights.buffer].data = np.zeros((2 * count * bits + 7) // 8, np.uint8)
    weights.quantization.scale = np.full(scales, 0.25, np.float32)
    weights.quantization.zeroPoint = np.zeros(scales, np.int64)
    return model


def dequantized(model, position):
    """Gives an input of the operator from a DEQUANTIZE of a FLOAT16 constant."""
    graph = model.subgraphs[0]
    layer = graph.operators[-1]
    result = graph.tensors[layer.inputs[position]]
    stored = schema.TensorT()
    stored.shape, stored.type, stored.name = result.shape, schema.TensorType.FLOAT16, result.name + b"_16"
    stored.buffer, result.buffer = result.buffer, 0
    data = np.frombuffer(bytes(model.buffers[stored.buffer].data), np.float32)
    model.buffers[stored.buffer].data = np.frombuffer(data.astype(np.float16).tobytes(), np.uint8)
    op = schema.OperatorT()
    op.opcodeIndex, op.inputs, op.outputs = 1, [len(graph.tensors)], [layer.inputs[position]]
    graph.tensors.append(stored)
    graph.operators.insert(0, op)
    if len(model.operatorCodes) == 1:
        code = schema.OperatorCodeT()
        code.builtinCode = code.deprecatedBuiltinCode = schema.BuiltinOperator.DEQUANTIZE
        code.version = 2
        model.operatorCodes.append(code)


def main(folder):
    models = {}
    for type, counts in (("INT4", (6, 7)), ("INT2", (6, 7, 8)), ("INT8", (6, 7))):
        for count in counts:
            for scales in (1, 2):
                models["rows_%s_%d_%d" % (type, count, scales)] = rows(type, count, scales)
    for name in LAYERS:
        for weights in ("FLOAT32", "FLOAT16"):
            for bias in ("FLOAT32", "FLOAT16"):
                model = one_operator.tree(name)
                for position, type in ((1, weights), (2, bias)):
                    if type == "FLOAT16":
                        dequantized(model, position)
                models["%s_%s_%s" % (name, weights, bias)] = model
    for name, model in models.items():
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        with open("%s/%s.tflite" % (folder, name), "wb") as file:
            file.write(bytes(builder.Output()))


main(sys.argv[1])
