"""Runs one operator of a model alone in LiteRT."""

import copy

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType

REFERENCE = OpResolverType.BUILTIN_REF
DEFAULT = OpResolverType.AUTO
DTYPES = {litert.TensorType.INT8: np.int8, litert.TensorType.UINT8: np.uint8,
          litert.TensorType.INT16: np.int16, litert.TensorType.INT32: np.int32,
          litert.TensorType.FLOAT32: np.float32}
NAMES = {code: name for name, code in vars(litert.BuiltinOperator).items()
         if isinstance(code, int)}


def read(path):
    """Returns the tables of a model."""
    with open(path, "rb") as file:
        return litert.ModelT.InitFromObj(litert.Model.GetRootAsModel(file.read(), 0))


def name_of(model, op):
    code = model.operatorCodes[op.opcodeIndex]
    return NAMES[max(code.builtinCode, code.deprecatedBuiltinCode)]


def data_of(model, tensor):
    """Returns a constant's elements; None for the output of an operator."""
    data = model.buffers[tensor.buffer].data
    return None if data is None or len(data) == 0 else np.frombuffer(
        bytes(data), DTYPES[tensor.type])


def grid_of(tensor):
    """Returns scale and zero point as numbers."""
    return (np.float64(tensor.quantization.scale[0]), int(tensor.quantization.zeroPoint[0]))


def alone(model, index, graph=0):
    """Returns the bytes of a model with only this operator."""
    made = copy.copy(model)
    subgraph = copy.copy(model.subgraphs[graph])
    op = subgraph.operators[index]
    subgraph.operators = [op]
    subgraph.inputs = np.array(
        [i for i in op.inputs if i >= 0 and data_of(model, subgraph.tensors[i]) is None], np.int32)
    subgraph.outputs = op.outputs
    made.subgraphs, made.signatureDefs, made.metadata = [subgraph], None, None
    builder = flatbuffers.Builder(1024)
    builder.Finish(made.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def outputs(content, resolver, shape, *values):
    """Returns the first output for these inputs, each reshaped to `shape` if given."""
    runtime = Interpreter(model_content=content, experimental_op_resolver_type=resolver)
    details = runtime.get_input_details()
    if shape is not None:
        for detail in details:
            runtime.resize_tensor_input(detail["index"], shape)
    runtime.allocate_tensors()
    for detail, value in zip(details, values):
        runtime.set_tensor(detail["index"], value)
    runtime.invoke()
    return runtime.get_tensor(runtime.get_output_details()[0]["index"])


def accuracy(path, test_set):
    """Counts the images of a test set that a classifier gets right, with LiteRT's default kernels."""
    runtime = Interpreter(model_path=str(path))
    runtime.allocate_tensors()
    source, result = runtime.get_input_details()[0], runtime.get_output_details()[0]
    scale, zero = source["quantization"]
    images, labels = test_set["images"], test_set["labels"]
    right = 0
    for image, label in zip(images, labels):
        codes = np.round(image / 16 / scale) + zero
        codes = np.clip(codes, -128, 127).astype(source["dtype"]).reshape(source["shape"])
        runtime.set_tensor(source["index"], codes)
        runtime.invoke()
        right += int(runtime.get_tensor(result["index"]).argmax() == label)
    return right
