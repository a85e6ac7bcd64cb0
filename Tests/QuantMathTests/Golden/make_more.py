"""Writes the golden files for cases that the first set does not cover.

Each row is one single-operator model, built by this script. It runs with the LiteRT reference kernels
(OpResolverType.BUILTIN_REF of ai-edge-litert 2.3.0); in more_xnnpack.csv with the default resolver,
which uses XNNPACK on x86-64; in more_builtin.csv without delegates, with the vector kernels.
Usage, in this folder:

    python3 -m venv v && v/bin/pip install ai-edge-litert==2.3.0 numpy && v/bin/python make_more.py

A row: kind, the parameters as name=value, the input codes, the output codes. Scales are
hex floats and exact float32 values. The same seed gives the same files.
"""
import random

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as s
from ai_edge_litert.interpreter import Interpreter, OpResolverType

TYPES = {
    "INT8": (s.TensorType.INT8, np.int8), "UINT8": (s.TensorType.UINT8, np.uint8),
    "INT16": (s.TensorType.INT16, np.int16), "INT32": (s.TensorType.INT32, np.int32),
    "FLOAT32": (s.TensorType.FLOAT32, np.float32),
}
ACTIVATIONS = {"NONE": 0, "RELU": 1, "RELU_N1_TO_1": 2, "RELU6": 3}


def tensor(dtype, shape, scale=None, zero_point=None, axis=0, data=None):
    return dict(dtype=dtype, shape=shape, scale=scale, zero_point=zero_point, axis=axis, data=data)


def build(op, version, tensors, inputs, output, options_type=0, options=None):
    model = s.ModelT()
    model.version = 3
    code = s.OperatorCodeT()
    code.builtinCode, code.deprecatedBuiltinCode, code.version = op, min(op, 127), version
    model.operatorCodes = [code]
    model.buffers = [s.BufferT()]
    graph = s.SubGraphT()
    graph.tensors = []
    for i, t in enumerate(tensors):
        v = s.TensorT()
        v.type, v.shape, v.name, v.buffer = TYPES[t["dtype"]][0], t["shape"], "t%d" % i, 0
        if t["data"] is not None:
            b = s.BufferT()
            b.data = np.frombuffer(np.asarray(t["data"], TYPES[t["dtype"]][1]).tobytes(), np.uint8)
            v.buffer = len(model.buffers)
            model.buffers.append(b)
        if t["scale"] is not None:
            q = s.QuantizationParametersT()
            q.scale = np.atleast_1d(np.float32(t["scale"]))
            q.zeroPoint = np.atleast_1d(np.int64(t["zero_point"]))
            q.quantizedDimension = t["axis"]
            v.quantization = q
        graph.tensors.append(v)
    node = s.OperatorT()
    node.opcodeIndex, node.inputs, node.outputs = 0, list(range(len(tensors) - 1)), [output]
    node.builtinOptionsType, node.builtinOptions = options_type, options
    graph.operators, graph.inputs, graph.outputs = [node], inputs, [output]
    model.subgraphs = [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def run(model, feeds, resolver=OpResolverType.BUILTIN_REF):
    interpreter = Interpreter(model_content=model, experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    for detail, values in zip(interpreter.get_input_details(), feeds):
        interpreter.set_tensor(detail["index"], values)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).ravel()


def random_scale(low=-9, high=-2):
    return float(np.float32(2.0 ** random.uniform(low, high)))


def random_zero(dtype):
    info = np.iinfo(TYPES[dtype][1])
    return 0 if dtype == "INT16" else random.randint(info.min, info.max)


def codes(dtype, count=96):
    info = np.iinfo(TYPES[dtype][1])
    if dtype != "INT16":
        return np.arange(info.min, info.max + 1).astype(TYPES[dtype][1])
    fixed = [info.min, info.min + 1, -1, 0, 1, info.max - 1, info.max]
    rest = [random.randint(info.min, info.max) for _ in range(count - len(fixed))]
    return np.array(fixed + rest, np.int16)


def row(file, kind, parameters, columns):
    def text(v):
        if isinstance(v, float):
            return v.hex()
        return " ".join(map(str, v)) if isinstance(v, list) else str(v)

    fields = [kind, " ; ".join("%s=%s" % (k, text(v)) for k, v in parameters.items())]
    fields += [" ".join(str(x) for x in c) for c in columns]
    file.write(",".join(fields) + "\n")


def quantize(file):
    for source, target in [("INT8", "UINT8"), ("UINT8", "INT8"), ("UINT8", "UINT8"),
                           ("INT8", "INT16"), ("UINT8", "INT16"), ("INT16", "INT8"),
                           ("INT16", "INT16")]:
        for _ in range(8):
            a, b = random_scale(), random_scale()
            za, zb = random_zero(source), random_zero(target)
            # A 16-bit tensor's zero point may differ from 0 when the other side has 8 bits.
            if target == "INT16" and source != "INT16":
                zb = random.choice([0, 0, 128, -300])
            x = codes(source)
            model = build(
                s.BuiltinOperator.QUANTIZE, 2,
                [tensor(source, [len(x)], a, za), tensor(target, [len(x)], b, zb)], [0], 1,
                s.BuiltinOptions.QuantizeOptions, s.QuantizeOptionsT())
            row(file, "quantize",
                dict(source=source, target=target, in_scale=a, in_zp=za, out_scale=b, out_zp=zb),
                [x, run(model, [x])])


def relu(file):
    kinds = [("RELU", s.BuiltinOperator.RELU, 2), ("RELU6", s.BuiltinOperator.RELU6, 2),
             ("RELU_N1_TO_1", s.BuiltinOperator.RELU_N1_TO_1, 1),
             ("RELU_0_TO_1", s.BuiltinOperator.RELU_0_TO_1, 1)]
    for kind, op, version in kinds:
        for dtype in ["INT8", "UINT8"] + (["INT16"] if kind in ("RELU", "RELU6") else []):
            for _ in range(6):
                a, b = random_scale(), random_scale()
                za, zb = random_zero(dtype), random_zero(dtype)
                x = codes(dtype)
                v = 3 if dtype == "INT16" else version
                model = build(
                    op, v, [tensor(dtype, [len(x)], a, za), tensor(dtype, [len(x)], b, zb)],
                    [0], 1)
                row(file, kind, dict(dtype=dtype, in_scale=a, in_zp=za, out_scale=b, out_zp=zb),
                    [x, run(model, [x])])


def binary(file):
    for kind, dtype, pot in [("ADD", "INT8", 0), ("ADD", "UINT8", 0), ("ADD", "INT16", 0),
                             ("ADD", "INT16", 1), ("MUL", "INT8", 0), ("MUL", "UINT8", 0),
                             ("MUL", "INT16", 0)]:
        for activation in ACTIVATIONS:
            for _ in range(4):
                a, b, c = random_scale(), random_scale(), random_scale()
                if dtype == "INT16":
                    a, b, c = a / 128, b / 128, c / 128
                    a, b, c = (float(np.float32(v)) for v in (a, b, c))
                if kind == "MUL":
                    c = float(np.float32(a * b * 2.0 ** random.uniform(4, 9)))
                if pot:
                    n = random.randint(8, 14)
                    # Near a power of two but not exact: the runtime tolerates 0.1 %.
                    nudge = 1 + random.choice([0, 3e-4, -3e-4])
                    c, other = 2.0 ** -n * nudge, 2.0 ** -(n + random.randint(0, 4))
                    c = float(np.float32(c))
                    a, b = random.choice([(c, other), (other, c)])
                za, zb, zc = random_zero(dtype), random_zero(dtype), random_zero(dtype)
                x = codes(dtype)
                y = np.random.permutation(x)
                if kind == "ADD":
                    options = s.AddOptionsT()
                    options.potScaleInt16 = bool(pot)
                    op, union, version = s.BuiltinOperator.ADD, s.BuiltinOptions.AddOptions, 3
                else:
                    options = s.MulOptionsT()
                    op, union, version = s.BuiltinOperator.MUL, s.BuiltinOptions.MulOptions, 4
                options.fusedActivationFunction = ACTIVATIONS[activation]
                if dtype != "INT16":
                    version = 2
                n = [len(x)]
                model = build(
                    op, version,
                    [tensor(dtype, n, a, za), tensor(dtype, n, b, zb), tensor(dtype, n, c, zc)],
                    [0, 1], 2, union, options)
                row(file, kind,
                    dict(dtype=dtype, activation=activation, pot=pot, scale1=a, zp1=za, scale2=b,
                         zp2=zb, out_scale=c, out_zp=zc), [x, y, run(model, [x, y])])


def depthwise(file):
    for activation in ACTIVATIONS:
        for _ in range(4):
            channels = 4
            a, c = random_scale(-7, -3), random_scale(-6, -3)
            weight_scales = [random_scale(-9, -4) for _ in range(channels)]
            za, zc = random_zero("INT8"), random_zero("INT8")
            weights = [random.randint(-127, 127) for _ in range(channels)]
            bias = [random.randint(-9000, 9000) for _ in range(channels)]
            x = codes("INT8")
            grid = np.repeat(x, channels)
            options = s.DepthwiseConv2DOptionsT()
            options.padding, options.strideW, options.strideH = 1, 1, 1
            options.depthMultiplier, options.dilationWFactor, options.dilationHFactor = 1, 1, 1
            options.fusedActivationFunction = ACTIVATIONS[activation]
            bias_scales = [float(np.float32(a * w)) for w in weight_scales]
            model = build(
                s.BuiltinOperator.DEPTHWISE_CONV_2D, 3,
                [tensor("INT8", [1, 1, len(x), channels], a, za),
                 tensor("INT8", [1, 1, 1, channels], weight_scales, [0] * channels, 3, weights),
                 tensor("INT32", [channels], bias_scales, [0] * channels, 0, bias),
                 tensor("INT8", [1, 1, len(x), channels], c, zc)],
                [0], 3, s.BuiltinOptions.DepthwiseConv2DOptions, options)
            y = run(model, [grid.reshape(1, 1, len(x), channels)])
            for channel in range(channels):
                row(file, "DEPTHWISE",
                    dict(activation=activation, in_scale=a, in_zp=za,
                         weight_scale=weight_scales[channel], weight=weights[channel],
                         bias=bias[channel], out_scale=c, out_zp=zc),
                    [x, y[channel::channels]])


def floats(file):
    for dtype in ["INT8", "UINT8", "INT16"]:
        for _ in range(3):
            a, za = random_scale(), random_zero(dtype)
            x = codes(dtype)
            model = build(
                s.BuiltinOperator.DEQUANTIZE, 3,
                [tensor(dtype, [len(x)], a, za), tensor("FLOAT32", [len(x)])], [0], 1)
            y = run(model, [x])
            row(file, "dequantize", dict(dtype=dtype, scale=a, zp=za),
                [x, [float(v).hex() for v in y]])
            reals = np.array([random.uniform(-200, 200) * a for _ in range(72)] +
                             [(k + 0.5) * a for k in range(-12, 12)], np.float32)
            model = build(
                s.BuiltinOperator.QUANTIZE, 2,
                [tensor("FLOAT32", [96]), tensor(dtype, [96], a, za)], [0], 1,
                s.BuiltinOptions.QuantizeOptions, s.QuantizeOptionsT())
            row(file, "quantize-float", dict(dtype=dtype, scale=a, zp=za),
                [[float(v).hex() for v in reals], run(model, [reals])])


def xnnpack(file):
    default = OpResolverType.AUTO
    for dtype in ["INT8", "UINT8"]:
        x = codes(dtype)
        n = [len(x)]
        for kind in ["ADD", "MUL"]:
            for activation in ACTIVATIONS:
                for _ in range(4):
                    a, b = random_scale(-7, -3), random_scale(-7, -3)
                    # Both operators: a ratio of the scales that the delegate supports. Every other
                    # output scale puts a bound of the activation halfway between two codes.
                    c = max(a, b) if kind == "ADD" else a * b * 2.0 ** random.uniform(4, 9)
                    c = float(np.float32(c * random.uniform(0.5, 3)))
                    if random.random() < 0.5:
                        c = float(np.float32(6 / (random.randint(3, 40) + 0.5)))
                    za, zb, zc = random_zero(dtype), random_zero(dtype), random_zero(dtype)
                    y = np.random.permutation(x)
                    options = s.AddOptionsT() if kind == "ADD" else s.MulOptionsT()
                    options.fusedActivationFunction = ACTIVATIONS[activation]
                    model = build(
                        getattr(s.BuiltinOperator, kind), 2,
                        [tensor(dtype, n, a, za), tensor(dtype, n, b, zb), tensor(dtype, n, c, zc)],
                        [0, 1], 2,
                        s.BuiltinOptions.AddOptions if kind == "ADD" else s.BuiltinOptions.MulOptions,
                        options)
                    row(file, kind,
                        dict(dtype=dtype, activation=activation, scale1=a, zp1=za, scale2=b, zp2=zb,
                             out_scale=c, out_zp=zc), [x, y, run(model, [x, y], default)])
        for _ in range(8):
            a = random_scale(-7, -3)
            b = float(np.float32(a * 2.0 ** random.uniform(-4, 4)))
            za, zb = random_zero(dtype), random_zero(dtype)
            model = build(
                s.BuiltinOperator.QUANTIZE, 2, [tensor(dtype, n, a, za), tensor(dtype, n, b, zb)],
                [0], 1, s.BuiltinOptions.QuantizeOptions, s.QuantizeOptionsT())
            row(file, "quantize",
                dict(dtype=dtype, in_scale=a, in_zp=za, out_scale=b, out_zp=zb),
                [x, run(model, [x], default)])
            reals = np.array([(k + 0.5) * a for k in range(-128, 128)], np.float32)
            model = build(
                s.BuiltinOperator.QUANTIZE, 2,
                [tensor("FLOAT32", [256]), tensor(dtype, [256], a, za)], [0], 1,
                s.BuiltinOptions.QuantizeOptions, s.QuantizeOptionsT())
            row(file, "quantize-float", dict(dtype=dtype, scale=a, zp=za),
                [[float(v).hex() for v in reals], run(model, [reals], default)])


def builtin(file):
    vector = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    for dtype in ["INT8", "UINT8"]:
        x = codes(dtype)
        n = [len(x)]
        for kind in ["ADD", "MUL"]:
            for shape in ["equal", "scalar"]:
                for activation in ACTIVATIONS:
                    for wild in [False, False, True]:
                        a, b = random_scale(-7, -3), random_scale(-7, -3)
                        if kind == "ADD":
                            c = max(a, b) * random.uniform(0.5, 3)
                        else:
                            c = a * b * 2.0 ** random.uniform(4, 9)
                        # Beyond 2**15 codes, a result no longer fits in a 16-bit lane.
                        if wild and kind == "ADD":
                            c = max(a, b) / 2.0 ** random.uniform(6, 12)
                        elif wild:
                            c = a * b / 2.0 ** random.uniform(-2, 6)
                        c = float(np.float32(c))
                        za, zb, zc = (random_zero(dtype) for _ in range(3))
                        y = np.random.permutation(x) if shape == "equal" else x[[37]]
                        options = s.AddOptionsT() if kind == "ADD" else s.MulOptionsT()
                        options.fusedActivationFunction = ACTIVATIONS[activation]
                        model = build(
                            getattr(s.BuiltinOperator, kind), 2,
                            [tensor(dtype, n, a, za), tensor(dtype, [len(y)], b, zb),
                             tensor(dtype, n, c, zc)],
                            [0, 1], 2, getattr(s.BuiltinOptions, kind.capitalize() + "Options"),
                            options)
                        row(file, kind,
                            dict(dtype=dtype, shape=shape, activation=activation, scale1=a, zp1=za,
                                 scale2=b, zp2=zb, out_scale=c, out_zp=zc),
                            [x, y, run(model, [x, y], vector)])
        # One step of the first input is about one step of the output and of the common scale, so
        # that the rounding of the input is visible. The second input is always 0.
        for shape in ["equal", "scalar"]:
            a, b, c = 1.37 * 2.0 ** -20, 1.0, 1.21 * 2.0 ** -19
            a, c = float(np.float32(a)), float(np.float32(c))
            za, zb, zc = (random_zero(dtype) for _ in range(3))
            y = np.full(256 if shape == "equal" else 1, zb, x.dtype)
            model = build(
                s.BuiltinOperator.ADD, 2,
                [tensor(dtype, n, a, za), tensor(dtype, [len(y)], b, zb), tensor(dtype, n, c, zc)],
                [0, 1], 2, s.BuiltinOptions.AddOptions, s.AddOptionsT())
            row(file, "ADD",
                dict(dtype=dtype, shape=shape, activation="NONE", scale1=a, zp1=za, scale2=b,
                     zp2=zb, out_scale=c, out_zp=zc),
                [x, y, run(model, [x, y], vector)])
        for target in ["INT8", "UINT8"]:
            for i in range(8):
                a = random_scale(-7, -3)
                # Every other ratio is a power of two: the right shift meets ties.
                b = float(np.float32(a * 2.0 ** (random.uniform(-4, 4) if i % 2 else i - 3)))
                za, zb = random_zero(dtype), random_zero(target)
                model = build(
                    s.BuiltinOperator.QUANTIZE, 2,
                    [tensor(dtype, n, a, za), tensor(target, n, b, zb)], [0], 1,
                    s.BuiltinOptions.QuantizeOptions, s.QuantizeOptionsT())
                row(file, "quantize",
                    dict(source=dtype, target=target, in_scale=a, in_zp=za, out_scale=b, out_zp=zb),
                    [x, run(model, [x], vector)])


if __name__ == "__main__":
    for write in (quantize, relu, binary, depthwise, floats, xnnpack, builtin):
        random.seed("tflens " + write.__name__)
        np.random.seed(1)
        with open("more_%s.csv" % write.__name__, "w") as out:
            write(out)
