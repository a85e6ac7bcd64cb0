"""Makes models with a fault, or a near miss, at the first HARD_SWISH: faults.py DIGITS_INT8 FOLDER

Each file is named `<expected verdict>__<change>.tflite`.
"""

import sys
from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert

import reader

INT8, UINT8, FLOAT32 = (litert.TensorType.INT8, litert.TensorType.UINT8,
                        litert.TensorType.FLOAT32)
OP = litert.BuiltinOperator


class Site:
    """The first HARD_SWISH of a model, the CONV_2D before it, and their tensors."""

    def __init__(self, path):
        self.model = reader.Model(path).root
        self.graph = self.model.subgraphs[0]
        self.conv, self.swish = self.graph.operators[:2]
        self.input, self.weights, self.bias = self.tensors(self.conv.inputs)
        self.source, self.result = self.tensors([self.swish.inputs[0], self.swish.outputs[0]])

    def tensors(self, indices):
        return [self.graph.tensors[index] for index in indices]

    def code(self, builtin):
        """Returns the index of an operator code; adds it if missing."""
        code = litert.OperatorCodeT()
        code.builtinCode = builtin
        code.deprecatedBuiltinCode = min(builtin, 127)
        self.model.operatorCodes.append(code)
        return len(self.model.operatorCodes) - 1

    def add_tensor(self, like, kind=None):
        """Adds a tensor without data, quantized like another; returns its index."""
        tensor = litert.TensorT()
        tensor.name, tensor.shape = b"added", like.shape
        tensor.type = like.type if kind is None else kind
        tensor.quantization = like.quantization if kind is None else None
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def add_operator(self, position, builtin, source, result):
        """Inserts an operator with one input at an index."""
        operator = litert.OperatorT()
        operator.opcodeIndex = self.code(builtin)
        operator.inputs, operator.outputs = ints(source), ints(result)
        self.graph.operators.insert(position, operator)

    def make_conv(self, builtin, shape, axis=0):
        """Turns the CONV_2D into another operator, with weights of another shape."""
        self.conv.opcodeIndex = self.code(builtin)
        self.conv.builtinOptionsType, self.conv.builtinOptions = 0, None
        self.weights.shape = ints(*shape)
        self.weights.quantization.quantizedDimension = axis

    def bytes(self):
        builder = flatbuffers.Builder(1 << 20)
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def ints(*numbers):
    return np.array(numbers, np.int32)


def quantize(tensor, scale, zero_point, axis=0):
    """Sets the scales and zero points of a tensor."""
    found = litert.QuantizationParametersT()
    found.scale = np.array(scale, np.float32)
    found.zeroPoint = np.array(zero_point, np.int64)
    found.quantizedDimension = axis
    tensor.quantization = found


def scale_by(tensor, factor, channel):
    scales = np.array(tensor.quantization.scale)
    scales[channel] *= np.float32(factor)
    tensor.quantization.scale = scales


def set_zero_point(tensor, value, channel):
    zero_points = np.array(tensor.quantization.zeroPoint)
    zero_points[channel] = value
    tensor.quantization.zeroPoint = zero_points


def one_weight_scale(site):
    quantize(site.weights, [0.01], [0])
    quantize(site.bias, [site.input.quantization.scale[0] * np.float32(0.01)], [0])


def zero_bias(site):
    buffer = site.model.buffers[site.bias.buffer]
    buffer.data = np.zeros(len(buffer.data), np.uint8)
    scale_by(site.bias, 3, 0)


def unsigned_weights(site):
    site.weights.type = UINT8
    set_zero_point(site.weights, 128, slice(None))


def make_float(*tensors):
    for tensor in tensors:
        tensor.type, tensor.quantization = FLOAT32, None


def unsigned_output(site):
    site.result.type = UINT8
    set_zero_point(site.result, 21, 0)


def behind_movers(site):
    start = int(site.swish.inputs[0])
    middle, end = site.add_tensor(site.source), site.add_tensor(site.source)
    site.add_operator(1, OP.RESHAPE, start, middle)
    site.add_operator(2, OP.TRANSPOSE, middle, end)
    site.swish.inputs = ints(end)


def behind_dequantize(site):
    added = site.add_tensor(site.weights, FLOAT32)
    site.add_operator(0, OP.DEQUANTIZE, int(site.conv.inputs[1]), added)
    site.conv.inputs = ints(site.conv.inputs[0], added, site.conv.inputs[2])


def transpose_conv(site):
    site.make_conv(OP.TRANSPOSE_CONV, (16, 3, 3, 1))
    image, weights, bias = site.conv.inputs
    site.conv.inputs = ints(bias, weights, image, bias)


def batch_matmul(site, is_adjoint):
    site.make_conv(OP.BATCH_MATMUL, (16, 9) if is_adjoint else (9, 16), 0 if is_adjoint else 1)
    options = litert.BatchMatMulOptionsT()
    options.adjY = is_adjoint
    site.conv.builtinOptionsType = litert.BuiltinOptions.BatchMatMulOptions
    site.conv.builtinOptions = options
    site.conv.inputs = site.conv.inputs[:2]


def without_bias(site):
    site.conv.inputs = ints(*site.conv.inputs[:2], -1)


def behind_addition(site):
    site.make_conv(OP.ADD, (16, 3, 3, 1))


def from_subgraph_input(site):
    site.swish.inputs = ints(site.conv.inputs[0])


def set_scales(site, source, result, zero_points=(0, 0), kind=INT8):
    for side, scale, zero_point in zip((site.source, site.result), (source, result), zero_points):
        quantize(side, [scale], [zero_point])
        side.type = kind


FAULTS = {
    "confirmed__as_it_is": lambda site: None,
    "confirmed__bias_scale_within_tolerance": lambda site: scale_by(site.bias, 1.000008, 2),
    "confirmed__bias_all_zero": zero_bias,
    "confirmed__bias_left_out": without_bias,
    "confirmed__behind_data_movement": behind_movers,
    "confirmed__weights_behind_dequantize": behind_dequantize,
    "confirmed__unsigned_weights": unsigned_weights,
    "confirmed__fully_connected": lambda site: site.make_conv(OP.FULLY_CONNECTED, (16, 9)),
    "confirmed__depthwise": lambda site: site.make_conv(OP.DEPTHWISE_CONV_2D, (1, 3, 3, 16), 3),
    "confirmed__conv_3d": lambda site: site.make_conv(OP.CONV_3D, (1, 3, 3, 1, 16), 4),
    "confirmed__transpose_conv": transpose_conv,
    "confirmed__batch_matmul": lambda site: batch_matmul(site, False),
    "confirmed__batch_matmul_adjoint": lambda site: batch_matmul(site, True),
    "confirmed__coarse_output": lambda site: set_scales(site, 0.01, 10),
    "confirmed__fine_input": lambda site: set_scales(site, 1e-5, 1e-5),
    "confirmed__scales_nearly_refused": lambda site: set_scales(site, 1.27, 0.01),
    "confirmed__zero_points_at_the_ends": lambda site: set_scales(site, 0.05, 0.02, (127, -128)),
    "confirmed__unsigned": lambda site: set_scales(site, 0.05, 0.03, (120, 13), UINT8),
    "confirmed-per-tensor-weights__one_scale": one_weight_scale,
    "refuted__bias_scale": lambda site: scale_by(site.bias, 1.0001, 2),
    "refuted__weight_zero_point": lambda site: set_zero_point(site.weights, 5, 3),
    "refuted__weights_without_scale": lambda site: quantize(site.weights, [], []),
    "refuted__input_without_scale": lambda site: quantize(site.source, [], []),
    "refuted__output_without_scale": lambda site: setattr(site.result, "quantization", None),
    "refuted__input_per_channel": lambda site: quantize(site.source, [0.1] * 16, [0] * 16, 3),
    "refuted__output_per_channel": lambda site: quantize(site.result, [0.1] * 16, [0] * 16, 3),
    "refuted__output_scales_fit_nothing": lambda site: quantize(site.result, [0.1] * 5, [0] * 5),
    "refuted__input_without_zero_point": lambda site: quantize(site.source, [0.1], []),
    "refuted__scale_rule": lambda site: quantize(site.source, [site.result.quantization.scale[0]
                                                               * np.float32(128)], [0]),
    "refuted__float_input": lambda site: make_float(site.source),
    "refuted__float_output": lambda site: make_float(site.result),
    "refuted__types_differ": unsigned_output,
    "not-quantized__float": lambda site: make_float(site.source, site.result),
    "not-applicable__behind_addition": behind_addition,
    "not-applicable__subgraph_input": from_subgraph_input,
}


def main():
    source, folder = sys.argv[1:]
    for name, change in FAULTS.items():
        site = Site(source)
        change(site)
        (Path(folder) / f"{name}.tflite").write_bytes(site.bytes())


if __name__ == "__main__":
    main()
