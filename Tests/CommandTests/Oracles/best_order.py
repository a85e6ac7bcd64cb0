"""Makes small random models, and finds their best order by trying all.

usage: best_order.py make FOLDER SEED COUNT
       best_order.py wide FILE COUNT: one model of pairs of branches, with COUNT operators
       best_order.py called FILE: an IF of two subgraphs, each with branches
       best_order.py peaks MODEL...: for each a line with the peak of its order and the lowest of all topological orders
"""

import pathlib
import random
import sys

import numpy as np
from ai_edge_litert import schema_py_generated as schema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "fixtures"))
from model_writing import pack  # noqa: E402

FULLY_CONNECTED, CONCATENATION = schema.BuiltinOperator.FULLY_CONNECTED, schema.BuiltinOperator.CONCATENATION
IF = schema.BuiltinOperator.IF


def new_model():
    model = schema.ModelT()
    model.version, model.buffers, model.subgraphs, model.operatorCodes = 3, [schema.BufferT()], [], []
    for code in FULLY_CONNECTED, CONCATENATION, IF:
        entry = schema.OperatorCodeT()
        entry.builtinCode = entry.deprecatedBuiltinCode = code
        entry.version = 1
        model.operatorCodes.append(entry)
    return model


class Graph:
    """A subgraph of a new model, or a further one of `model`."""

    def __init__(self, draw, model=None):
        self.draw, self.model, self.sub = draw, model or new_model(), schema.SubGraphT()
        self.model.subgraphs.append(self.sub)
        self.sub.tensors, self.sub.operators, self.sizes, self.weights = [], [], {}, {}

    def tensor(self, shape, buffer=0):
        tensor = schema.TensorT()
        tensor.shape, tensor.type, tensor.buffer = shape, schema.TensorType.FLOAT32, buffer
        self.sub.tensors.append(tensor)
        return len(self.sub.tensors) - 1

    def value(self, size):
        index = self.tensor([1, size])
        self.sizes[index] = size
        return index

    def operator(self, code, inputs, output, options):
        operator = schema.OperatorT()
        operator.opcodeIndex, operator.inputs, operator.outputs = code, inputs, [output]
        operator.builtinOptionsType = getattr(schema.BuiltinOptions, options)
        operator.builtinOptions = getattr(schema, options + "T")()
        if code == 1:
            operator.builtinOptions.axis = 1
        self.sub.operators.append(operator)
        return output

    def dense(self, x, size):
        shape = (size, self.sizes[x])
        if shape not in self.weights:
            buffer = schema.BufferT()
            values = np.array([self.draw.gauss(0, 0.3) for _ in range(shape[0] * shape[1])], np.float32)
            buffer.data = np.frombuffer(values.tobytes(), np.uint8)
            self.model.buffers.append(buffer)
            self.weights[shape] = self.tensor(list(shape), len(self.model.buffers) - 1)
        return self.operator(0, [x, self.weights[shape], -1], self.value(size), "FullyConnectedOptions")

    def joined(self, values):
        return self.operator(1, values, self.value(sum(self.sizes[v] for v in values)), "ConcatenationOptions")

    def finish(self, inputs, outputs):
        self.sub.inputs, self.sub.outputs = inputs, outputs
        return pack(self.model)


def small(draw):
    graph = Graph(draw)
    inputs = [graph.value(4 * draw.randint(1, 8)) for _ in range(draw.choice([1, 1, 2]))]
    values = list(inputs)
    for _ in range(draw.randint(3, 8)):
        if draw.random() < 0.3 and len(values) > 1:
            values.append(graph.joined(draw.sample(values, 2)))
        else:
            values.append(graph.dense(draw.choice(values[-4:]), 4 * draw.randint(1, 20)))
    read = {i for op in graph.sub.operators for i in op.inputs}
    ends = [v for v in values if v not in read and v not in inputs]
    return graph.finish(inputs, ends[-draw.randint(1, 3):])


def wide(count):
    """Blocks of eight branches that are all widened before the first is narrowed."""
    graph = Graph(random.Random(1))
    x = start = graph.value(4)
    while len(graph.sub.operators) < count:
        branches = [graph.dense(x, 40) for _ in range(8)]
        x = graph.dense(graph.joined([graph.dense(b, 4) for b in branches]), 4)
    return graph.finish([start], [x])


def called():
    """IF on a condition that is an input: two subgraphs whose branches are all widened before the first is narrowed."""
    graph = Graph(random.Random(2))
    condition, x, y = graph.tensor([1]), graph.value(4), graph.value(4)
    graph.sub.tensors[condition].type = schema.TensorType.BOOL
    graph.operator(2, [condition, x], y, "IfOptions")
    options = graph.sub.operators[0].builtinOptions
    options.thenSubgraphIndex, options.elseSubgraphIndex = 1, 2
    for count in 6, 3:
        inner = Graph(graph.draw, graph.model)
        start = inner.value(4)
        branches = [inner.dense(start, 40) for _ in range(count)]
        inner.finish([start], [inner.dense(inner.joined([inner.dense(b, 4) for b in branches]), 4)])
    return graph.finish([condition, x], [y])


def peaks(path):
    model = schema.ModelT.InitFromPackedBuf(pathlib.Path(path).read_bytes(), 0)
    sub = model.subgraphs[0]
    sizes = {i: 4 * int(np.prod(t.shape)) for i, t in enumerate(sub.tensors)
             if model.buffers[t.buffer].data is None}
    reads = [{int(i) for i in op.inputs if int(i) in sizes} for op in sub.operators]
    writes = [{int(i) for i in op.outputs} for op in sub.operators]
    outputs, inputs = {int(i) for i in sub.outputs}, {int(i) for i in sub.inputs}

    def live(order, step):
        """What is written up to a step, and read at it or later or kept to the end."""
        written = inputs.union(*(writes[op] for op in order[:step + 1]))
        needed = outputs.union(*(reads[op] for op in order[step:])) | writes[order[step]]
        return sum(sizes[t] for t in written & needed)

    best = float("inf")

    def visit(order, known):
        nonlocal best
        if len(order) == len(reads):
            best = min(best, max(live(order, step) for step in range(len(order))))
        for op in range(len(reads)):
            if op not in order and reads[op] <= known:
                visit(order + [op], known | writes[op])

    visit([], inputs)
    first = sum(sizes[t] for t in inputs)
    own = list(range(len(reads)))
    return max(first, max(live(own, step) for step in own)), max(first, best)


if sys.argv[1] == "make":
    draw = random.Random(int(sys.argv[3]))
    for number in range(int(sys.argv[4])):
        pathlib.Path(sys.argv[2], f"order_{number:03}.tflite").write_bytes(small(draw))
elif sys.argv[1] == "wide":
    pathlib.Path(sys.argv[2]).write_bytes(wide(int(sys.argv[3])))
elif sys.argv[1] == "called":
    pathlib.Path(sys.argv[2]).write_bytes(called())
else:
    for path in sys.argv[2:]:
        print(*peaks(path))
