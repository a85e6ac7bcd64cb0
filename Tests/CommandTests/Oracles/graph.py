"""A subgraph with producers and consumers, and tensors with their scales."""

import numpy as np

import comparison
import reader
from reader import enum_name, numbers, text


class Graph:
    """A subgraph of a model, with the producer and consumers of each tensor."""

    def __init__(self, model, index):
        self.model = model
        self.index = index
        self.subgraph = model.subgraphs[index]
        self.operators = self.subgraph.operators or []
        self.makers = {}
        for i, op in enumerate(self.operators):
            for tensor in numbers(op.outputs):
                self.makers.setdefault(tensor, i)

    def name(self, op):
        return self.model.op(self.operators[op])

    def link(self, op):
        """Returns an operator as in the document."""
        return {"operator": op, "op": self.name(op)}

    def readers(self, tensor):
        return [i for i, op in enumerate(self.operators) if tensor in numbers(op.inputs)]

    def input(self, op, position):
        """Returns the tensor at an input of an operator; None if omitted."""
        inputs = numbers(self.operators[op].inputs)
        if position is None or position >= len(inputs) or inputs[position] < 0:
            return None
        return Tensor(self, inputs[position])


class Tensor:
    """A tensor with its quantization."""

    def __init__(self, graph, index):
        self.index = index
        self.table = graph.subgraph.tensors[index]
        self.type = enum_name("TensorType", self.table.type)
        self.shape = numbers(self.table.shape)
        self.data = graph.model.data(self.table.buffer)
        self.quantization = reader.quantization(self.table)
        if self.granularity == "malformed":
            self.quantization["problem"] = comparison.AnyText

    @property
    def granularity(self):
        return self.quantization["granularity"] if self.quantization else None

    @property
    def scales(self):
        return self.quantization["scale"] if self.quantization else []

    @property
    def scale(self):
        """Returns the scale; None unless the tensor has exactly one."""
        return self.scales[0] if self.granularity == "per-tensor" else None

    def document(self):
        """Returns the document for the input or output of a site."""
        return {"tensor": self.index, "name": text(self.table.name), "type": self.type,
                "shape": self.shape, "quantization": self.quantization,
                "real_range": self.real_range()}

    def real_range(self):
        if self.scale is None or self.type not in reader.CODES:
            return None
        zero_point = self.quantization["zero_point"][0]
        return [np.float64(self.scale) * (code - zero_point) for code in reader.CODES[self.type]]
