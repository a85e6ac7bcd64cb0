"""Holds models with one wider operator to float operators that share no code with the tool.

check_wider.py ORIGINAL FOLDER

FOLDER has a model N.tflite for each operator N that is wider. Up to that operator, both models compute the same
codes; then its output must be what a float operator, with dequantized weights and bias, writes for them, rounded to the
old scale and zero point. Numbers in the middle between two codes may go either way. Prints how many models agree.
"""

import copy
import pathlib
import sys

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter

import single

CODES = (litert.TensorType.INT8, litert.TensorType.UINT8)


def interpreter(**model):
    made = Interpreter(experimental_op_resolver_type=single.REFERENCE,
                       experimental_preserve_all_tensors=True, **model)
    made.allocate_tensors()
    return made


def real(values, tensor):
    """Returns real numbers for the codes of a tensor, with a scale for each channel if it has several."""
    scales = np.array(tensor.quantization.scale, np.float64)
    zeros = np.array(tensor.quantization.zeroPoint, np.float64)
    shape = [1] * values.ndim
    if len(scales) > 1:
        shape[tensor.quantization.quantizedDimension] = len(scales)
    zeros = np.broadcast_to(zeros, scales.shape)
    if values.ndim == 0:
        return scales[0] * (values.astype(np.float64) - zeros[0])
    return scales.reshape(shape) * (values.astype(np.float64) - zeros.reshape(shape))


def in_floats(model, index):
    """Returns the one-operator model of an operator, in floats."""
    made = litert.ModelT.InitFromObj(litert.Model.GetRootAs(single.alone(model, index)))
    graph = made.subgraphs[0]
    made.buffers = list(made.buffers)
    graph.tensors = list(graph.tensors)
    for position in {*graph.operators[0].inputs, *graph.operators[0].outputs} - {-1}:
        tensor = copy.copy(graph.tensors[position])
        values = single.data_of(made, tensor)
        is_bias = tensor.type == litert.TensorType.INT32 and tensor.quantization is not None \
            and tensor.quantization.scale is not None and len(tensor.quantization.scale)
        if tensor.type not in CODES and not is_bias:
            continue
        if values is not None:
            shape = [] if tensor.shape is None else list(tensor.shape)
            numbers = real(values.reshape(shape), tensor).astype(np.float32)
            buffer = litert.BufferT()
            buffer.data = np.frombuffer(numbers.tobytes(), np.uint8)
            made.buffers.append(buffer)
            tensor.buffer = len(made.buffers) - 1
        tensor.type, tensor.quantization = litert.TensorType.FLOAT32, None
        graph.tensors[position] = tensor
    builder = flatbuffers.Builder(1024)
    builder.Finish(made.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def main(original, folder):
    model, generator, agreed = single.read(original), np.random.default_rng(4), 0
    whole = interpreter(model_path=original)
    given = whole.get_input_details()[0]
    value = generator.integers(-128, 128, given["shape"]).astype(np.int8)
    whole.set_tensor(given["index"], value)
    whole.invoke()
    graph = model.subgraphs[0]
    for path in sorted(pathlib.Path(folder).glob("*.tflite")):
        index = int(path.stem)
        floats = interpreter(model_content=in_floats(model, index))
        for detail in floats.get_input_details():
            tensor = graph.tensors[detail["index"]]
            codes = whole.get_tensor(int(detail["index"]))
            floats.set_tensor(detail["index"], real(codes, tensor).astype(np.float32))
        floats.invoke()
        output = graph.tensors[graph.operators[index].outputs[0]]
        numbers = floats.get_tensor(int(graph.operators[index].outputs[0])).astype(np.float64)
        position = numbers / output.quantization.scale[0] + output.quantization.zeroPoint[0]
        position = np.clip(position, -128, 127)

        wider = interpreter(model_path=str(path))
        wider.set_tensor(wider.get_input_details()[0]["index"], value)
        wider.invoke()
        place = [one["index"] for one in wider.get_tensor_details()
                 if one["name"] == output.name.decode()]
        found = wider.get_tensor(place[0])
        # 16 bits leave at most a few hundredths of an 8-bit step.
        if np.abs(found - position).max() <= 0.55:
            agreed += 1
        else:
            print("operator %d is up to %.3g codes off" % (index, np.abs(found - position).max()))
    print("%d agree" % agreed)


main(*sys.argv[1:])
