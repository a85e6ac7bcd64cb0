"""Extracts the part of a model that computes one tensor from another, as a model."""

import copy

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType

CODES = {litert.TensorType.INT8: np.int8, litert.TensorType.UINT8: np.uint8}
REFERENCE, DEFAULT = OpResolverType.BUILTIN_REF, OpResolverType.AUTO
BUILTIN = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
# A limit for large tensors; enough to hold every 8-bit code several times.
ENOUGH = 4096


def read(path):
    """Returns a model as Python objects."""
    with open(path, "rb") as file:
        return litert.ModelT.InitFromObj(litert.Model.GetRootAs(file.read()))


def between(model, subgraph, source, result):
    """Returns the model that computes tensor `result` of a subgraph from tensor `source`."""
    graph = model.subgraphs[subgraph]
    makers = {output: op for op in graph.operators for output in op.outputs}
    needed, waiting = [], [result]
    while waiting:
        index = waiting.pop()
        op = makers.get(index)
        if index == source or op is None or op in needed:
            continue
        needed.append(op)
        waiting += list(op.inputs)
    needed = [op for op in graph.operators if op in needed]

    part, alone = litert.ModelT(), litert.SubGraphT()
    part.version, part.subgraphs, part.operatorCodes = 3, [alone], model.operatorCodes
    part.buffers, alone.tensors, places = [litert.BufferT()], [], {}
    for index in [source, *(i for op in needed for i in [*op.inputs, *op.outputs])]:
        if index in places or index < 0:
            continue
        tensor = copy.copy(graph.tensors[index])
        data = model.buffers[tensor.buffer].data
        tensor.buffer, tensor.shapeSignature = 0, None
        if data is not None and len(data):
            part.buffers.append(model.buffers[graph.tensors[index].buffer])
            tensor.buffer = len(part.buffers) - 1
        places[index] = len(alone.tensors)
        alone.tensors.append(tensor)
    alone.operators = [moved(op, places) for op in needed]
    alone.inputs = np.array([places[source]], np.int32)
    alone.outputs = np.array([places[result]], np.int32)
    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(part.Pack(builder), b"TFL3")
    return bytes(builder.Output()), [op.opcodeIndex for op in needed]


def moved(op, places):
    """Returns the operator with new tensor indices."""
    op = copy.copy(op)
    op.inputs = np.array([places.get(i, -1) for i in op.inputs], np.int32)
    op.outputs = np.array([places[i] for i in op.outputs], np.int32)
    op.debugMetadataIndex = -1
    return op


def outputs(content, resolver, values):
    """Returns the outputs of a one-input model for every value, in order.

    Each value is in many elements of the tensor; all must give the same output.
    """
    least, greatest = spans(content, resolver, values)
    for i in np.flatnonzero(least != greatest):
        raise AssertionError(f"{values[i]} gives {least[i]} and {greatest[i]}")
    return least


def spans(content, resolver, values):
    """Returns the minimum and maximum output of a part for every value, in order.

    Float kernels may round differently in a vector and in the remainder loop.
    """
    runtime = Interpreter(model_content=content, experimental_op_resolver_type=resolver)
    runtime.allocate_tensors()
    source = runtime.get_input_details()[0]
    shape, count = source["shape"], int(np.prod(source["shape"]))
    groups = np.unique(values, return_inverse=True)[1]
    ends = None
    start = 0
    while start < len(values) or start < min(ENOUGH, count):
        places = np.arange(start, start + count) % len(values)
        runtime.set_tensor(source["index"], values[places].reshape(shape))
        runtime.invoke()
        found = runtime.get_tensor(runtime.get_output_details()[0]["index"]).ravel()
        if ends is None:
            limits = (np.finfo if found.dtype.kind == "f" else np.iinfo)(found.dtype)
            ends = np.array([[limits.max], [limits.min]], found.dtype).repeat(groups.max() + 1, axis=1)
        np.minimum.at(ends[0], groups[places], found)
        np.maximum.at(ends[1], groups[places], found)
        start += count
    return ends[:, groups].astype(np.float64 if ends.dtype.kind == "f" else np.int64)


def grid(tensor):
    """Returns the scale, the zero point and the codes of a tensor."""
    info = np.iinfo(CODES[tensor.type])
    quantization = tensor.quantization
    return np.float32(quantization.scale[0]), int(quantization.zeroPoint[0]), info
