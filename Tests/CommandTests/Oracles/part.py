"""A part of a model as a model of its own: what computes one tensor from another."""

import copy

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType

CODES = {litert.TensorType.INT8: np.int8, litert.TensorType.UINT8: np.uint8}
REFERENCE, DEFAULT = OpResolverType.BUILTIN_REF, OpResolverType.AUTO
BUILTIN = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
# A tensor may be large; this many elements hold every code of 8 bits several times.
ENOUGH = 4096


def read(path):
    """A model with everything in it as Python objects."""
    with open(path, "rb") as file:
        return litert.ModelT.InitFromObj(litert.Model.GetRootAs(file.read()))


def between(model, subgraph, source, result):
    """The model that computes tensor `result` of a subgraph from tensor `source`."""
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
    """The operator with the new numbers of its tensors."""
    op = copy.copy(op)
    op.inputs = np.array([places.get(i, -1) for i in op.inputs], np.int32)
    op.outputs = np.array([places[i] for i in op.outputs], np.int32)
    op.debugMetadataIndex = -1
    return op


def outputs(content, resolver, values):
    """What a part of a model with one input gives for every value, in order.

    Each value stands in many places of the tensor; all of them must give the same.
    """
    least, greatest = spans(content, resolver, values)
    for value, low, high in zip(values.tolist(), least.tolist(), greatest.tolist()):
        if low != high:
            raise AssertionError(f"{value} gives {low} and {high}")
    return least


def spans(content, resolver, values):
    """The least and the greatest that a part gives for every value, in order.

    Float kernels may round a value otherwise in a vector than behind the last one.
    """
    runtime = Interpreter(model_content=content, experimental_op_resolver_type=resolver)
    runtime.allocate_tensors()
    source = runtime.get_input_details()[0]
    shape, count = source["shape"], int(np.prod(source["shape"]))
    result = {}
    start = 0
    while start < len(values) or start < min(ENOUGH, count):
        given = np.take(values, range(start, start + count), mode="wrap")
        runtime.set_tensor(source["index"], given.reshape(shape))
        runtime.invoke()
        found = runtime.get_tensor(runtime.get_output_details()[0]["index"]).ravel()
        for value, number in set(zip(given.tolist(), found.tolist())):
            low, high = result.get(value, (number, number))
            result[value] = (min(low, number), max(high, number))
        start += count
    return np.array([result[value] for value in values.tolist()]).T


def grid(tensor):
    """The scale, the zero point and the codes of a tensor."""
    info = np.iinfo(CODES[tensor.type])
    quantization = tensor.quantization
    return np.float32(quantization.scale[0]), int(quantization.zeroPoint[0]), info
