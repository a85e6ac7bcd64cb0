"""Writes random models that TFLite Micro can run.

usage: random_graphs.py FOLDER SEED COUNT

Each has up to 25 operators on images or vectors, in int8 or in float32, some with several inputs and outputs, with variables,
with control flow, or with tensors that nothing reads.
"""

import pathlib
import random
import sys

import numpy as np
from ai_edge_litert import schema_py_generated as schema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "fixtures"))
from model_writing import pack  # noqa: E402

TYPE = {"float32": schema.TensorType.FLOAT32, "int8": schema.TensorType.INT8, "int32": schema.TensorType.INT32,
        "int16": schema.TensorType.INT16, "bool": schema.TensorType.BOOL}
USUAL = (0.05, 0)


class Value:
    def __init__(self, index, shape, type, grid):
        self.index, self.shape, self.type, self.grid = index, list(shape), type, grid

    @property
    def is_image(self):
        return len(self.shape) == 4


class Graph:
    def __init__(self, model, draw):
        self.model, self.draw = model, draw
        self.sub = schema.SubGraphT()
        self.sub.tensors, self.sub.operators = [], []
        self.values = []

    def tensor(self, shape, type, grid=None, data=None, channels=None, is_variable=False):
        tensor = schema.TensorT()
        tensor.shape, tensor.type, tensor.name = list(shape), TYPE[type], f"t{len(self.sub.tensors)}"
        tensor.isVariable = is_variable
        if grid and type != "float32":
            tensor.quantization = schema.QuantizationParametersT()
            count = channels or 1
            tensor.quantization.scale, tensor.quantization.zeroPoint = [grid[0]] * count, [grid[1]] * count
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
            self.model.buffers.append(buffer)
            tensor.buffer = len(self.model.buffers) - 1
        self.sub.tensors.append(tensor)
        return Value(len(self.sub.tensors) - 1, shape, type, grid)

    def made(self, shape, like, grid=None):
        value = self.tensor(shape, like.type, grid or like.grid)
        self.values.append(value)
        return value

    def constant(self, shape, type, grid=None, channels=None, values=None):
        data = np.zeros(shape, type) if values is None else np.array(values, type)
        return self.tensor(shape, type, grid, data, channels)

    def bias(self, count, like):
        return self.constant([count], "float32" if like.type == "float32" else "int32", (like.grid[0] * 0.01, 0), count)

    def weights(self, shape, like, channels, axis=0):
        value = self.constant(shape, like.type, (0.01, 0), channels)
        if like.type != "float32":
            self.sub.tensors[value.index].quantization.quantizedDimension = axis
        return value

    def add(self, op, inputs, outputs, options=None, **fields):
        codes = [code.builtinCode for code in self.model.operatorCodes]
        number = getattr(schema.BuiltinOperator, op)
        if number not in codes:
            code = schema.OperatorCodeT()
            code.builtinCode, code.deprecatedBuiltinCode, code.version = number, min(number, 127), 1
            self.model.operatorCodes.append(code)
            codes.append(number)
        operator = schema.OperatorT()
        operator.opcodeIndex = codes.index(number)
        operator.inputs = [-1 if value is None else value.index for value in inputs]
        operator.outputs = [value.index for value in outputs]
        if options:
            operator.builtinOptionsType = getattr(schema.BuiltinOptions, options)
            operator.builtinOptions = getattr(schema, options + "T")()
            for name, value in fields.items():
                setattr(operator.builtinOptions, name, value)
        self.sub.operators.append(operator)


def convolution(g, x):
    out, size, stride = g.draw.randint(1, 12), g.draw.choice([1, 3]), g.draw.choice([1, 1, 2])
    w = g.weights([out, size, size, x.shape[3]], x, out)
    b = g.bias(out, x)
    y = g.made([1, -(-x.shape[1] // stride), -(-x.shape[2] // stride), out], x, USUAL)
    g.add("CONV_2D", [x, w, b], [y], "Conv2DOptions", padding=0, strideH=stride, strideW=stride, dilationHFactor=1,
          dilationWFactor=1)


def depthwise(g, x):
    channels = x.shape[3]
    w = g.weights([1, 3, 3, channels], x, channels, axis=3)
    b = g.bias(channels, x)
    y = g.made(x.shape, x, USUAL)
    g.add("DEPTHWISE_CONV_2D", [x, w, b], [y], "DepthwiseConv2DOptions", padding=0, strideH=1, strideW=1,
          depthMultiplier=1, dilationHFactor=1, dilationWFactor=1)


def transposed(g, x):
    out = g.draw.randint(1, 6)
    shape = [1, 2 * x.shape[1], 2 * x.shape[2], out]
    if shape[1] > 40:
        return
    w = g.weights([out, 2, 2, x.shape[3]], x, out)
    y = g.tensor(shape, x.type, USUAL)
    g.add("TRANSPOSE_CONV", [g.constant([4], "int32", values=shape), w, x], [y], "TransposeConvOptions", padding=0,
          strideH=2, strideW=2)
    g.values.append(y)


def pool(g, x):
    if x.shape[1] < 2 or x.shape[2] < 2:
        return
    y = g.made([1, x.shape[1] // 2, x.shape[2] // 2, x.shape[3]], x)
    g.add(g.draw.choice(["MAX_POOL_2D", "AVERAGE_POOL_2D"]), [x], [y], "Pool2DOptions", padding=1, strideH=2, strideW=2,
          filterHeight=2, filterWidth=2)


def elementwise(g, x):
    partners = [v for v in g.values if v.shape == x.shape and v.type == x.type and v.grid == x.grid]
    op = g.draw.choice(["ADD", "MUL", "SUB"])
    y = g.made(x.shape, x, USUAL)
    g.add(op, [x, g.draw.choice(partners)], [y], {"ADD": "AddOptions", "MUL": "MulOptions", "SUB": "SubOptions"}[op])


def concatenation(g, x):
    partners = [v for v in g.values if v.shape[:-1] == x.shape[:-1] and v.type == x.type and v.grid == x.grid]
    parts = [x] + g.draw.choices(partners, k=g.draw.randint(1, 3))
    y = g.made(x.shape[:-1] + [sum(v.shape[-1] for v in parts)], x)
    if y.shape[-1] > 64:
        g.values.pop()
        return
    g.add("CONCATENATION", parts, [y], "ConcatenationOptions", axis=len(x.shape) - 1)


def flatten(g, x):
    y = g.made([1, int(np.prod(x.shape))], x)
    g.add("RESHAPE", [x, g.constant([2], "int32", values=y.shape)], [y], "ReshapeOptions", newShape=y.shape)


def dense(g, x):
    out = g.draw.randint(1, 20)
    per_channel = g.draw.random() < 0.5
    w = g.weights([out, x.shape[1]], x, out if per_channel else 1)
    b = g.bias(out, x)
    y = g.made([1, out], x, USUAL)
    g.add("FULLY_CONNECTED", [x, w, b if g.draw.random() < 0.8 else None], [y], "FullyConnectedOptions")


def activation(g, x):
    fixed = {"SOFTMAX": (1 / 256, -128), "LOGISTIC": (1 / 256, -128), "TANH": (1 / 128, 0)}
    op = g.draw.choice(["RELU", "RELU6", "LOGISTIC", "TANH", "HARD_SWISH", "SOFTMAX", "LEAKY_RELU", "ELU"])
    y = g.made(x.shape, x, fixed.get(op, USUAL))
    options = {"SOFTMAX": "SoftmaxOptions", "LEAKY_RELU": "LeakyReluOptions"}.get(op)
    g.add(op, [x], [y], options, **({"beta": 1.0} if op == "SOFTMAX" else {"alpha": 0.1} if op == "LEAKY_RELU" else {}))


def reduction(g, x):
    op = g.draw.choice(["MEAN", "SUM", "REDUCE_MAX"])
    y = g.made([1, 1, 1, x.shape[3]], x)
    g.add(op, [x, g.constant([2], "int32", values=[1, 2])], [y], "ReducerOptions", keepDims=True)


def padding(g, x):
    y = g.made([1, x.shape[1] + 2, x.shape[2] + 1, x.shape[3]], x)
    if y.shape[1] > 40:
        g.values.pop()
        return
    g.add("PAD", [x, g.constant([4, 2], "int32", values=[[0, 0], [1, 1], [0, 1], [0, 0]])], [y], "PadOptions")


def mirror(g, x):
    if x.shape[1] < 3 or x.shape[1] > 30 or x.shape[2] < 3:
        return
    y = g.made([1, x.shape[1] + 2, x.shape[2] + 2, x.shape[3]], x)
    g.add("MIRROR_PAD", [x, g.constant([4, 2], "int32", values=[[0, 0], [1, 1], [1, 1], [0, 0]])], [y],
          "MirrorPadOptions", mode=0)


def to_depth(g, x):
    if x.shape[1] % 2 or x.shape[2] % 2 or x.shape[3] > 16:
        return
    y = g.made([1, x.shape[1] // 2, x.shape[2] // 2, 4 * x.shape[3]], x)
    g.add("SPACE_TO_DEPTH", [x], [y], "SpaceToDepthOptions", blockSize=2)


def split(g, x):
    if x.shape[3] % 2:
        return
    parts = [g.made(x.shape[:3] + [x.shape[3] // 2], x) for _ in range(2)]
    g.add("SPLIT", [g.constant([], "int32", values=3), x], parts, "SplitOptions", numSplits=2)


def slicing(g, x):
    if x.shape[1] < 2:
        return
    y = g.made([1, x.shape[1] - 1, x.shape[2], x.shape[3]], x)
    begin, end = [0, 1, 0, 0], list(x.shape)
    g.add("STRIDED_SLICE", [x] + [g.constant([4], "int32", values=v) for v in (begin, end, [1, 1, 1, 1])], [y],
          "StridedSliceOptions")


def svdf(g, x):
    filters, rank, memory = 8, g.draw.choice([1, 2]), g.draw.randint(2, 6)
    integer = x.type == "int8"
    state_type = "int8" if integer else "float32"
    feature = g.constant([filters, x.shape[1]], x.type, (0.01, 0))
    time = g.constant([filters, memory], state_type, (0.01, 0))
    # The scale of the bias is that of the products of state and weights.
    bias = g.constant([filters // rank], "int32" if integer else "float32", (0.05 * 0.01, 0))
    state = g.tensor([1, memory * filters], state_type, (0.05, 0), is_variable=True)
    y = g.made([1, filters // rank], x, USUAL)
    g.add("SVDF", [x, feature, time, bias, state], [y], "SVDFOptions", rank=rank)


def matmul(g, x):
    y = g.made(x.shape[:3] + [x.shape[2]], x, USUAL)
    g.add("BATCH_MATMUL", [x, x], [y], "BatchMatMulOptions", adjX=False, adjY=True)


IMAGE = [convolution] * 5 + [depthwise] * 3 + [
    transposed, pool, pool, elementwise, elementwise, concatenation, flatten, activation, activation, reduction, padding,
    mirror, to_depth, split, slicing, matmul]
VECTOR = [dense] * 3 + [elementwise, concatenation, activation, svdf]


def finish(graph, inputs, draw):
    read = {i for op in graph.sub.operators for i in op.inputs}
    ends = [v for v in graph.values if v.index not in read and v not in inputs]
    outputs = ends[-draw.randint(1, 3):] or [graph.values[-1]]
    graph.sub.inputs, graph.sub.outputs = [v.index for v in inputs], [v.index for v in outputs]
    return outputs


def branches(g, draw):
    """IF on a condition that is an input, with two subgraphs of the same interface."""
    x = draw.choice(g.values)
    condition = g.tensor([1], "bool")
    y = g.made(x.shape, x, USUAL)
    g.add("IF", [condition, x], [y], "IfOptions", thenSubgraphIndex=1, elseSubgraphIndex=2)
    subgraphs = []
    for _ in range(2):
        inner = Graph(g.model, draw)
        a = inner.tensor(x.shape, x.type, x.grid)
        inner.values.append(a)
        for _ in range(draw.randint(0, 3)):
            elementwise(inner, draw.choice(inner.values))
        b = inner.made(x.shape, x, USUAL)
        inner.add("ADD", [inner.values[-2], a], [b], "AddOptions")
        inner.sub.inputs, inner.sub.outputs = [a.index], [b.index]
        subgraphs.append(inner.sub)
    return condition, subgraphs


def build(draw):
    model = schema.ModelT()
    model.version, model.buffers, model.operatorCodes = 3, [schema.BufferT()], []
    graph = Graph(model, draw)
    type = draw.choice(["int8", "int8", "float32"])
    inputs = []
    for _ in range(draw.choice([1, 1, 1, 2])):
        shape = [1, draw.randint(2, 20), draw.randint(2, 20), draw.randint(1, 4)] if draw.random() < 0.85 else [
            1, draw.randint(4, 60)]
        value = graph.tensor(shape, type, USUAL)
        graph.values.append(value)
        inputs.append(value)
    subgraphs = []
    wanted = draw.randint(1, 25)
    for step in range(wanted):
        x = draw.choice(graph.values[-draw.choice([1, 1, 1, 2, 4, 30]):])
        draw.choice(IMAGE if x.is_image else VECTOR)(graph, x)
        if step == wanted // 2 and draw.random() < 0.1:
            condition, subgraphs = branches(graph, draw)
            inputs.append(condition)
    if not graph.sub.operators:
        activation(graph, inputs[0])
    finish(graph, inputs, draw)
    model.subgraphs = [graph.sub, *subgraphs]
    return model


def main():
    folder, seed, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    draw = random.Random(seed)
    for number in range(count):
        (folder / f"random_{number:03}.tflite").write_bytes(pack(build(draw)))


main()
