"""Writes one-operator models of many types, shapes and options, to test what a delegate accepts.

delegate_models.py FOLDER SEED COUNT: writes COUNT random models to FOLDER. One in ten has a fault that
delegates check, such as per-channel scales on an activation.
"""

import random
import sys

import flatbuffers
import numpy as np
import one_operator
from ai_edge_litert import schema_py_generated as schema

TYPES = ["FLOAT32"] * 3 + ["INT8"] * 3 + ["UINT8"] * 2 + ["FLOAT16", "INT16", "INT32"]
ACTIVATIONS = [0, 0, 1, 2, 3, 4]
SKIPPED = {"SKIP_GRAM", "MULTINOMIAL", "RANDOM_STANDARD_NORMAL", "RANDOM_UNIFORM", "LSTM"}
LIKELY = ["ADD", "SUB", "MUL", "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "MEAN", "SUM", "REDUCE_MAX",
          "RESHAPE", "SLICE", "STRIDED_SLICE", "PAD", "QUANTIZE", "DEQUANTIZE", "LEAKY_RELU", "CONCATENATION",
          "MAX_POOL_2D", "AVERAGE_POOL_2D", "TRANSPOSE_CONV", "TRANSPOSE", "BATCH_MATMUL", "RESIZE_BILINEAR",
          "SPLIT", "SOFTMAX", "LOGISTIC", "TANH", "PRELU", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE", "ELU"]


def draw_types(recipe, random):
    if recipe.seeds and random.random() < 0.7:
        return random.choice(recipe.seeds)
    base = random.choice(TYPES)
    types = [base if o.type == "T" else o.type for o in recipe.operands]
    if random.random() < 0.1:
        types[random.randrange(len(types))] = random.choice(TYPES)
    return types


def scales(tensor, random):
    if tensor.quantization is None or random.random() < 0.4:
        return
    scale = 2.0 ** random.uniform(-14, 9) if random.random() < 0.5 else random.uniform(0.01, 1)
    tensor.quantization.scale = np.array([scale], np.float32)
    if random.random() < 0.3 and tensor.type in (schema.TensorType.INT8, schema.TensorType.UINT8):
        tensor.quantization.zeroPoint = np.array([random.choice([0, 3, 100])], np.int64)


def channels(graph, op, name, random):
    """Returns per-channel scales for the weights, rarely along the wrong dimension."""
    if name not in ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "TRANSPOSE_CONV") or random.random() < 0.4:
        return
    weights = graph.tensors[op.inputs[1]]
    if weights.quantization is None or weights.type == schema.TensorType.UINT8 and random.random() < 0.8:
        return
    axis = 3 if name == "DEPTHWISE_CONV_2D" else 0
    if random.random() < 0.15:
        axis = len(weights.shape) - 1 - axis
    weights.quantization.quantizedDimension = axis
    weights.quantization.scale = np.full(weights.shape[axis], 0.25, np.float32)
    weights.quantization.zeroPoint = np.zeros(weights.shape[axis], np.int64)


def bias(graph, op, name, random):
    position = {"CONV_2D": 2, "DEPTHWISE_CONV_2D": 2, "FULLY_CONNECTED": 2, "TRANSPOSE_CONV": 3}.get(name)
    if position is None:
        return
    if random.random() < 0.15:
        op.inputs[position] = -1
        return
    tensor, weights = graph.tensors[op.inputs[position]], graph.tensors[op.inputs[1]]
    if tensor.type in (schema.TensorType.INT32, schema.TensorType.INT64) and weights.quantization is not None:
        if random.random() < 0.9:
            tensor.quantization = schema.QuantizationParametersT()
            tensor.quantization.scale = np.full(len(weights.quantization.scale), 0.0625, np.float32)
            tensor.quantization.zeroPoint = np.zeros(len(weights.quantization.scale), np.int64)


def draw(random):
    names = [n for n in one_operator.RECIPES if n not in SKIPPED]
    name = random.choice(LIKELY if random.random() < 0.7 else names)
    recipe = one_operator.RECIPES[name]
    model = one_operator.tree(name, draw_types(recipe, random))
    graph = model.subgraphs[0]
    op = graph.operators[0]
    for tensor in graph.tensors:
        scales(tensor, random)
    if random.random() < 0.5:
        # Operators that move codes require equal scales.
        for tensor in graph.tensors:
            if tensor.quantization is not None and tensor.type == graph.tensors[op.outputs[0]].type:
                tensor.quantization = graph.tensors[op.outputs[0]].quantization
    channels(graph, op, name, random)
    bias(graph, op, name, random)
    options = op.builtinOptions
    if options is not None:
        if hasattr(options, "fusedActivationFunction") and random.random() < 0.5:
            options.fusedActivationFunction = random.choice(ACTIVATIONS)
        if hasattr(options, "padding") and random.random() < 0.4:
            options.padding = random.randrange(2)
        for field, values in [("strideW", [1, 2, 3]), ("strideH", [1, 2, 3]), ("filterWidth", [1, 2, 3]),
                              ("dilationWFactor", [1, 2]), ("beta", [0.5, 1.0]), ("blockSize", [2, 2, 4]),
                              ("alpha", [0.0, 0.25, -0.5, 300.0]), ("keepDims", [False, True]),
                              ("beginMask", [0, 1]), ("shrinkAxisMask", [0, 0, 0, 1]), ("adjX", [False, True])]:
            if hasattr(options, field) and random.random() < 0.25:
                setattr(options, field, random.choice(values))
    parameters = [t for t in (graph.tensors[i] for i in op.inputs if i >= 0)
                  if t.type == schema.TensorType.INT32 and t.buffer and len(t.shape) <= 2]
    if parameters and random.random() < 0.3:
        tensor = random.choice(parameters)
        data = model.buffers[tensor.buffer].data.view(np.int32).copy()
        if len(data):
            data[random.randrange(len(data))] = random.choice([-1, 0, 1, 2])
            model.buffers[tensor.buffer].data = np.frombuffer(data.tobytes(), np.uint8)
    if parameters and random.random() < 0.1:
        # Make a parameter an input of the graph.
        position = next(i for i in op.inputs if i >= 0 and graph.tensors[i] is parameters[0])
        graph.tensors[position].buffer = 0
        graph.inputs = list(graph.inputs) + [position]
    if random.random() < 0.05:
        graph.tensors[op.inputs[-1] if op.inputs[-1] >= 0 else op.inputs[0]].buffer = 0
    if random.random() < 0.1:
        for tensor in graph.tensors:
            if tensor.buffer == 0 and 0 < len(tensor.shape) < 8:
                tensor.shape = np.concatenate([np.ones(random.randrange(1, 5), np.int32), tensor.shape])
    return name, model


def main():
    folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    generator = random.Random(seed)
    for number in range(count):
        name, model = draw(generator)
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        with open("%s/%05d_%s.tflite" % (folder, number, name), "wb") as file:
            file.write(bytes(builder.Output()))


main()
