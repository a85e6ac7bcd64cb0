"""Makes models of less than 1 MB that repeat one structure as often as fits.

What is repeated is often one table that many offsets share, as the format allows: the file stays
small while everything that is visited each time it is named does not.
"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

FLOAT, INT8, INT32 = 0, 9, 2
OP = schema.BuiltinOperator


class Builder(flatbuffers.Builder):
    """Writes equal strings once."""

    def __init__(self):
        super().__init__(1 << 20)
        self.texts = {}

    def CreateString(self, text, encoding="utf-8", errors="strict"):
        if text not in self.texts:
            self.texts[text] = super().CreateString(text, encoding, errors)
        return self.texts[text]


class Shared:
    """A table that is written once, however many offsets lead to it."""

    def __init__(self, table):
        self.table, self.place = table, None

    def Pack(self, builder):
        if self.place is None:
            self.place = self.table.Pack(builder)
        return self.place


def quantization(scales, zero=0):
    made = schema.QuantizationParametersT()
    made.scale = np.asarray(scales, np.float32)
    made.zeroPoint = np.full(len(made.scale), zero, np.int64)
    return made


class Graph:
    """A subgraph that is being made, and the lists of its model."""

    def __init__(self, model=None):
        self.model = model or schema.ModelT()
        if model is None:
            self.model.version, self.model.buffers = 3, [schema.BufferT()]
            self.model.operatorCodes, self.model.subgraphs = [], []
        self.table = schema.SubGraphT()
        self.table.tensors, self.table.operators = [], []
        self.table.inputs, self.table.outputs = [0], [0]
        self.model.subgraphs.append(self.table)

    def tensor(self, shape=(1, 4), kind=INT8, buffer=0, q=None, name="t"):
        made = schema.TensorT()
        made.shape, made.type, made.buffer, made.name = list(shape), kind, buffer, name
        if q is None and kind == INT8:
            q = quantization([0.05])
        made.quantization = q
        return self.add(made)

    def add(self, tensor):
        self.table.tensors.append(tensor)
        return len(self.table.tensors) - 1

    def buffer(self, data):
        made = schema.BufferT()
        made.data = np.frombuffer(bytes(data), np.uint8)
        self.model.buffers.append(made)
        return len(self.model.buffers) - 1

    def code(self, builtin, custom=None):
        for at, code in enumerate(self.model.operatorCodes):
            if code.builtinCode == builtin and custom is None:
                return at
        code = schema.OperatorCodeT()
        code.builtinCode, code.deprecatedBuiltinCode = builtin, min(builtin, 127)
        code.version, code.customCode = 1, custom
        self.model.operatorCodes.append(code)
        return len(self.model.operatorCodes) - 1

    def op(self, name, inputs, outputs, options=None, **fields):
        made = schema.OperatorT()
        made.opcodeIndex = self.code(getattr(OP, name))
        made.inputs, made.outputs = np.asarray(inputs, np.int32), np.asarray(outputs, np.int32)
        if options:
            table = getattr(schema, options + "T")()
            for field, value in fields.items():
                setattr(table, field, value)
            made.builtinOptionsType = getattr(schema.BuiltinOptions, options)
            made.builtinOptions = table
        self.table.operators.append(made)
        return made

    def bytes(self):
        builder = Builder()
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def many_inputs(count, distinct):
    graph = Graph()
    graph.tensor()
    shared = Shared(graph.table.tensors[0])
    if distinct:
        graph.table.tensors = [shared] * count
    out = graph.tensor()
    graph.op("CONCATENATION", range(count) if distinct else [0] * count, [out],
             "ConcatenationOptions", axis=1)
    graph.table.outputs = [out]
    return graph


def many_outputs(count, distinct):
    graph = Graph()
    graph.tensor()
    axis = graph.tensor((), INT32, graph.buffer(b"\1\0\0\0"))
    if distinct:
        graph.table.tensors += [Shared(graph.table.tensors[0])] * count
    graph.op("SPLIT", [axis, 0], range(2, 2 + count) if distinct else [0] * count, "SplitOptions",
             numSplits=count)
    return graph


def shared_operators(operators, operands):
    """Every operator is the same table with many operands."""
    graph = Graph()
    graph.tensor()
    out = graph.tensor()
    op = graph.op("ADD_N", [0] * operands, [out])
    graph.table.operators = [Shared(op)] * operators
    return graph


def subgraphs(count):
    graph = Graph()
    for _ in range(count):
        other = Graph(graph.model)
        other.tensor()
        other.op("RELU", [0], [other.tensor()])
    graph.tensor()
    return graph


def shared_subgraphs(count, operators):
    graph = Graph()
    graph.tensor()
    for _ in range(operators):
        graph.op("HARD_SWISH", [0], [graph.tensor()])
    graph.model.subgraphs = [Shared(graph.table)] * count
    return graph


def nested(kind, depth):
    """Each subgraph calls the next twice."""
    first = Graph()
    for level in range(depth):
        graph = first if level == 0 else Graph(first.model)
        condition = graph.tensor((), 6)
        value = graph.tensor((1, 4), FLOAT)
        graph.table.inputs = graph.table.outputs = [condition, value]
        if level == depth - 1:
            graph.op("ABS", [value], [value])
        elif kind == "IF":
            graph.op("IF", [condition, condition, value], [condition, value], "IfOptions",
                     thenSubgraphIndex=level + 1, elseSubgraphIndex=level + 1)
        else:
            graph.op("WHILE", [condition, value], [condition, value], "WhileOptions",
                     condSubgraphIndex=level + 1, bodySubgraphIndex=level + 1)
    return first


def signatures(count, entries):
    graph = Graph()
    graph.tensor()
    table = schema.SignatureDefT()
    entry = schema.TensorMapT()
    entry.name, entry.tensorIndex = "x", 0
    table.inputs, table.outputs = [Shared(entry)] * entries, [Shared(entry)] * entries
    table.signatureKey, table.subgraphIndex = "s", 0
    graph.model.signatureDefs = [Shared(table)] * count
    return graph


def metadata(count):
    graph = Graph()
    graph.tensor()
    table = schema.MetadataT()
    table.name, table.buffer = "m", graph.buffer(b"x" * 1000)
    graph.model.metadata = [Shared(table)] * count
    return graph


def buffers(count):
    graph = Graph()
    graph.tensor()
    graph.buffer(b"abcd")
    shared = Shared(graph.model.buffers[1])
    graph.model.buffers = [graph.model.buffers[0]] + [shared] * count
    return graph


def tensors_of_one_buffer(count, size):
    """Constants of different quantization that read the same bytes."""
    graph = Graph()
    x = graph.tensor((1, 1000))
    data = graph.buffer(np.arange(size, dtype=np.int64).astype(np.int8).tobytes())
    for index in range(count):
        w = graph.tensor((size // 1000, 1000), INT8, data, quantization([0.01 + index * 1e-5]))
        graph.op("FULLY_CONNECTED", [x, w, -1], [graph.tensor((1, size // 1000))],
                 "FullyConnectedOptions")
    return graph


def channels_of_many_layers(count, channels):
    """Layers with the same scales for each channel and the same weights, but other inputs."""
    graph = Graph()
    graph.tensor((1, 1))
    scales = Shared(quantization(np.linspace(0.001, 0.01, channels)))
    data = graph.buffer(bytes(k % 251 for k in range(channels)))
    zeros = graph.buffer(bytes(4 * channels))
    for index in range(count):
        x = graph.tensor((1, 1), q=quantization([0.05 + index * 1e-4]))
        w = graph.tensor((channels, 1), INT8, data, scales)
        b = graph.tensor((channels,), INT32, zeros, scales)
        y = graph.tensor((1, channels), q=quantization([0.05 + index * 1e-4]))
        graph.op("FULLY_CONNECTED", [x, w, b], [y], "FullyConnectedOptions")
        graph.op("HARD_SWISH", [y], [graph.tensor((1, channels))])
    return graph


def reshapes_before_hard_swish(reshapes, sites):
    graph = Graph()
    last = graph.tensor()
    for _ in range(reshapes):
        out = graph.tensor()
        graph.op("RESHAPE", [last], [out])
        last = out
    for _ in range(sites):
        graph.op("HARD_SWISH", [last], [graph.tensor()])
    return graph


def chain(count, names, kind=INT8, constants=0, q=True):
    """One operator after the other."""
    graph = Graph()
    last = graph.tensor(kind=kind)
    value = np.float32(6).tobytes() if kind == FLOAT else b"\x40"
    second = graph.tensor((), kind, graph.buffer(value)) if constants else None
    for index in range(count):
        out = graph.tensor(kind=kind)
        name = names[index % len(names)]
        binary = name in ("ADD", "MUL", "MINIMUM", "MAXIMUM", "SUB")
        graph.op(name, [last, second if binary else None][:2 if binary else 1], [out],
                 {"ADD": "AddOptions", "MUL": "MulOptions", "SUB": "SubOptions"}.get(name))
        last = out
    graph.table.outputs = [last]
    return graph


def doubling(count, name, kind):
    """y = y + y, again and again: two to the power of `count` ways."""
    graph = Graph()
    last = graph.tensor(kind=kind)
    for _ in range(count):
        out = graph.tensor(kind=kind)
        graph.op(name, [last, last], [out], {"ADD": "AddOptions", "MUL": "MulOptions"}[name])
        last = out
    return graph


def gates(count, kind):
    """Products that all may be a hard-swish of one tensor."""
    graph = Graph()
    x = graph.tensor(kind=kind)
    three = graph.tensor((), kind, graph.buffer(
        np.float32(3).tobytes() if kind == FLOAT else bytes([60])))
    relu = graph.tensor(kind=kind)
    graph.op("ADD", [x, three], [relu], "AddOptions", fusedActivationFunction=3)
    for _ in range(count):
        graph.op("MUL", [x, relu], [graph.tensor(kind=kind)], "MulOptions")
    return graph


def hard_swishes(count, same):
    graph = Graph()
    last = graph.tensor()
    for index in range(count):
        out = graph.tensor(q=quantization([0.05 if same else 0.05 + index * 1e-5]))
        graph.op("HARD_SWISH", [last], [out])
        last = out
    return graph


def long_names(length, count):
    graph = Graph()
    graph.tensor(name="n" * length)
    graph.table.tensors = [Shared(graph.table.tensors[0])] * count
    op = graph.op("RELU", [0], [1])
    graph.table.operators = [Shared(op)] * (count // 2)
    return graph


def custom_options(count, size):
    graph = Graph()
    graph.tensor()
    op = graph.op("CUSTOM", [0], [graph.tensor()])
    op.opcodeIndex = graph.code(OP.CUSTOM, "c" * 100)
    op.customOptions = np.zeros(size, np.uint8)
    graph.table.operators = [Shared(op)] * count
    return graph


def operator_codes(count):
    graph = Graph()
    graph.tensor()
    out = graph.tensor()
    for index in range(count):
        code = graph.code(OP.CUSTOM, f"custom{index}")
        op = graph.op("RELU", [0], [out])
        op.opcodeIndex = code
    return graph


def wide_shapes(rank, count):
    graph = Graph()
    graph.tensor([1] * rank)
    graph.table.tensors = [Shared(graph.table.tensors[0])] * count
    op = graph.op("ADD", [0, 1], [2], "AddOptions")
    graph.table.operators = [Shared(op)] * count
    return graph


def wide_scales(channels, count):
    graph = Graph()
    graph.tensor((1, channels), q=Shared(quantization(np.linspace(0.001, 0.1, channels))))
    graph.table.tensors = [Shared(graph.table.tensors[0])] * count
    for name in ("RELU", "RESHAPE", "HARD_SWISH"):
        op = graph.op(name, [0], [1])
        graph.table.operators[-1:] = [Shared(op)] * (count // 3)
    return graph


def fan(count, name):
    """Every operator reads the tensor that one wrote, and every output is a graph output."""
    graph = Graph()
    x = graph.tensor()
    middle = graph.tensor()
    graph.op("HARD_SWISH", [x], [middle])
    outs = []
    for _ in range(count):
        outs.append(graph.tensor())
        graph.op(name, [middle], [outs[-1]])
    graph.table.outputs = outs
    return graph


def float_ends(count):
    graph = Graph()
    graph.table.inputs, graph.table.outputs = [], []
    for _ in range(count):
        real, code = graph.tensor(kind=FLOAT), graph.tensor()
        out, real_out = graph.tensor(), graph.tensor(kind=FLOAT)
        graph.op("QUANTIZE", [real], [code])
        graph.op("RELU", [code], [out])
        graph.op("DEQUANTIZE", [out], [real_out])
        graph.table.inputs.append(real)
        graph.table.outputs.append(real_out)
    return graph


def repeated_ends(count):
    graph = chain(500, ["RELU"])
    graph.table.inputs, graph.table.outputs = [0] * count, [500] * count
    return graph


MODELS = {
    "inputs_same": lambda: many_inputs(200_000, False),
    "inputs_distinct": lambda: many_inputs(100_000, True),
    "outputs_same": lambda: many_outputs(200_000, False),
    "outputs_distinct": lambda: many_outputs(100_000, True),
    "operators_shared": lambda: shared_operators(3_000, 3_000),
    "operators_shared_wide": lambda: shared_operators(100, 200_000),
    "operators_shared_many": lambda: shared_operators(150_000, 100),
    "subgraphs": lambda: subgraphs(3_500),
    "subgraphs_shared": lambda: shared_subgraphs(10_000, 90),
    "if_nest": lambda: nested("IF", 3_000),
    "while_nest": lambda: nested("WHILE", 3_000),
    "signatures_shared": lambda: signatures(400, 1_000),
    "metadata_shared": lambda: metadata(200_000),
    "buffers_shared": lambda: buffers(200_000),
    "weights_one_buffer": lambda: tensors_of_one_buffer(2_500, 400_000),
    "weights_one_small_buffer": lambda: tensors_of_one_buffer(3_500, 10_000),
    "channel_scales_shared": lambda: channels_of_many_layers(1_500, 20_000),
    "reshapes_then_hard_swish": lambda: reshapes_before_hard_swish(4_000, 3_000),
    "chain_reshape_hard_swish": lambda: chain(6_500, ["RESHAPE", "HARD_SWISH"]),
    "chain_relu": lambda: chain(6_500, ["RELU"]),
    "chain_quantize": lambda: chain(6_500, ["QUANTIZE", "RELU6"]),
    "chain_affine_int8": lambda: chain(6_500, ["ADD", "MUL", "MINIMUM", "MAXIMUM"], INT8, 1),
    "chain_affine_float": lambda: chain(6_500, ["ADD", "MUL", "MINIMUM", "MAXIMUM"], FLOAT, 1),
    "chain_logistic": lambda: chain(6_500, ["LOGISTIC", "HARD_SWISH", "TANH"]),
    "doubling_add_int8": lambda: doubling(6_500, "ADD", INT8),
    "doubling_mul_float": lambda: doubling(6_500, "MUL", FLOAT),
    "gates_int8": lambda: gates(6_000, INT8),
    "gates_float": lambda: gates(8_000, FLOAT),
    "hard_swish_chain_same": lambda: hard_swishes(6_500, True),
    "hard_swish_chain_other": lambda: hard_swishes(6_500, False),
    "names_long": lambda: long_names(20_000, 40_000),
    "custom_options_shared": lambda: custom_options(100_000, 100_000),
    "operator_codes": lambda: operator_codes(9_000),
    "shapes_wide": lambda: wide_shapes(100_000, 50_000),
    "scales_wide": lambda: wide_scales(20_000, 20_000),
    "fan_relu": lambda: fan(6_500, "RELU"),
    "fan_reshape": lambda: fan(6_500, "RESHAPE"),
    "fan_hard_swish": lambda: fan(6_500, "HARD_SWISH"),
    "float_ends": lambda: float_ends(2_200),
    "ends_repeated": lambda: repeated_ends(100_000),
}


def write(folder):
    """Writes those that are not there; the paths by their names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, make in MODELS.items():
        paths[name] = folder / f"{name}.tflite"
        if not paths[name].exists():
            paths[name].write_bytes(make().bytes())
    return paths
