"""Makes models of 500 MB through the schema API.

The converter would need several times the memory for the same tables.
"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

SEED = 20240607
DENSE_LAYERS = 125
CONVOLUTIONS = 212
# The number in MobileNetV3-Large.
HARD_SWISHES = 18


class AlignedBuilder(flatbuffers.Builder):
    """Aligns Buffer.data to 16 bytes, which the generated code does not."""

    def CreateNumpyVector(self, x):
        if x.dtype == np.uint8:
            self.Prep(16, x.size)
        return super().CreateNumpyVector(x)


class Chain:
    """A graph in which each operator consumes the output of the previous one."""

    def __init__(self, name, kind, shape, quantization=None):
        self.graph = schema.SubGraphT(name="main", tensors=[], operators=[])
        self.codes, self.buffers = [], [schema.BufferT()]
        self.kind = kind
        self.end = self.tensor(name, kind, shape, quantization)
        self.graph.inputs = [self.end]

    def tensor(self, name, kind, shape, quantization=None, values=None):
        """Adds a tensor; `quantization` is its scales, zero points and axis."""
        buffer = 0
        if values is not None:
            data = values.ravel().view(np.uint8)
            self.buffers.append(schema.BufferT(data=data))
            buffer = len(self.buffers) - 1
        parameters = schema.QuantizationParametersT()
        if quantization:
            scales, zero_points, axis = quantization
            parameters.scale = np.array(scales, np.float32)
            parameters.zeroPoint = np.array(zero_points, np.int64)
            parameters.quantizedDimension = axis
        self.graph.tensors.append(schema.TensorT(
            name=name, shape=shape, type=kind, buffer=buffer,
            quantization=parameters))
        return len(self.graph.tensors) - 1

    def operator(self, code, constants, output, **options):
        """Appends an operator to the end of the chain."""
        if code not in self.codes:
            self.codes.append(code)
        self.graph.operators.append(schema.OperatorT(
            opcodeIndex=self.codes.index(code),
            inputs=[self.end, *constants], outputs=[output], **options))
        self.end = output

    def file(self, description, versions=None):
        """Returns the bytes of a .tflite file."""
        self.graph.outputs = [self.end]
        codes = [schema.OperatorCodeT(
            deprecatedBuiltinCode=code, builtinCode=code,
            version=(versions or {}).get(code, 1)) for code in self.codes]
        model = schema.ModelT(
            version=3, operatorCodes=codes, subgraphs=[self.graph],
            buffers=self.buffers, description=description)
        builder = AlignedBuilder(1 << 20)
        builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
        return builder.Output()


def dense(width):
    """Returns a chain of FULLY_CONNECTED operators as a .tflite file."""
    random = np.random.default_rng(SEED)
    kind = schema.TensorType.FLOAT32
    chain = Chain("image", kind, (1, width))

    def constant(name, *shape):
        values = random.standard_normal(shape, np.float32) / width
        return chain.tensor(name, kind, shape, values=values)

    for layer in range(DENSE_LAYERS):
        weights = constant(f"model/dense_{layer}/MatMul", width, width)
        bias = constant(f"model/dense_{layer}/BiasAdd", width)
        chain.operator(
            schema.BuiltinOperator.FULLY_CONNECTED, (weights, bias),
            chain.tensor(f"model/dense_{layer}/Relu", kind, (1, width)),
            builtinOptionsType=schema.BuiltinOptions.FullyConnectedOptions,
            builtinOptions=schema.FullyConnectedOptionsT(
                fusedActivationFunction=schema.ActivationFunctionType.RELU))
    return chain.file("dense layers with random weights")


def convolutions(channels):
    """Returns a chain of 3 by 3 int8 CONV_2D and HARD_SWISH as a .tflite file.

    Weights are per-channel. No two HARD_SWISH have the same quantization.
    """
    random = np.random.default_rng(SEED)
    int8, int32 = schema.TensorType.INT8, schema.TensorType.INT32
    shape = (1, 4, 4, channels)
    source = 0.05
    chain = Chain("image", int8, shape, ([source], [0], 0))
    zeros = np.zeros(channels, np.int64)
    for layer in range(CONVOLUTIONS):
        scales = random.uniform(1e-4, 4e-4, channels).astype(np.float32)
        weights = chain.tensor(
            f"model/conv_{layer}/weights", int8, (channels, 3, 3, channels),
            (scales, zeros, 0),
            random.integers(-127, 128, 9 * channels * channels, np.int8))
        bias = chain.tensor(
            f"model/conv_{layer}/bias", int32, (channels,),
            (np.float32(source) * scales, zeros, 0),
            random.integers(-10000, 10000, channels, np.int32))
        lower, upper = random.uniform(2, 9, 2)
        scale = (lower + upper) / 255
        quantization = ([scale], [int(round(lower / scale)) - 128], 0)
        chain.operator(
            schema.BuiltinOperator.CONV_2D, (weights, bias),
            chain.tensor(f"model/conv_{layer}/out", int8, shape, quantization),
            builtinOptionsType=schema.BuiltinOptions.Conv2DOptions,
            builtinOptions=schema.Conv2DOptionsT(strideW=1, strideH=1))
        source = scale
        if layer < HARD_SWISHES:
            source = (upper + 0.375) / 255
            quantization = ([source], [int(round(0.375 / source)) - 128], 0)
            chain.operator(
                schema.BuiltinOperator.HARD_SWISH, (),
                chain.tensor(f"model/swish_{layer}", int8, shape, quantization),
                builtinOptionsType=schema.BuiltinOptions.HardSwishOptions,
                builtinOptions=schema.HardSwishOptionsT())
    return chain.file(
        "convolutions with random weights",
        {schema.BuiltinOperator.CONV_2D: 3})
