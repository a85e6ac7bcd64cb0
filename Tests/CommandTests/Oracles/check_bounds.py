"""Checks certificates against LiteRT: check_bounds.py TFLENS COUNT SEED

Draws random models of one layer, with scales and weights of every size, and rewrites them. Old and
new model run under three resolvers on random codes, and on the codes that maximize the effect of the
changed weights. No output may change by more steps of its old scale than the certificate says. Prints
the number of certificates checked, and how close the runtime came to their bounds.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = [OpResolverType.BUILTIN_REF, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
             OpResolverType.AUTO]
TYPES = {np.int8: "INT8", np.uint8: "UINT8", np.int32: "INT32", np.float32: "FLOAT32"}
ACTIVATIONS = [0, 0, 1, 3]
# Operators whose exact result is known, but not the last bit of its code.
ROUNDED = ["LEAKY_RELU", "PRELU", "BATCH_MATMUL", "MEAN", "SUM"]
# One input of ADD, SUB and MUL may be repeated.
SHAPES = [((1, 4, 4, 23), (1, 4, 4, 23)), ((1, 4, 4, 23), (23,)), ((4, 23), (4, 1)),
          ((2, 1, 3, 1), (4, 1, 23)), ((3, 5), (1,))]
SPLITS = ["relu6", "depthwise", "int16", "lookup", "lookup-micro", "float"]
RUNS = 24


class Draw:
    """Builds one model, tensor by tensor."""

    def __init__(self, rng, kind):
        self.rng, self.kind, self.dtype = rng, kind, np.int8
        self.model, self.graph = litert.ModelT(), litert.SubGraphT()
        self.model.version, self.model.subgraphs = 3, [self.graph]
        self.model.buffers, self.graph.tensors = [litert.BufferT()], []
        self.weights = None

    def tensor(self, shape, dtype, scales=None, zeros=None, axis=0, data=None):
        made = litert.TensorT()
        made.shape, made.name = list(shape), f"t{len(self.graph.tensors)}".encode()
        made.type, made.buffer = getattr(litert.TensorType, TYPES[dtype]), 0
        if scales is not None:
            made.quantization = litert.QuantizationParametersT()
            made.quantization.scale = np.array(scales, np.float32)
            made.quantization.zeroPoint = np.array(zeros, np.int64)
            made.quantization.quantizedDimension = axis
        if data is not None:
            buffer = litert.BufferT()
            buffer.data = np.ascontiguousarray(data).view(np.uint8).reshape(-1)
            made.buffer = len(self.model.buffers)
            self.model.buffers.append(buffer)
        self.graph.tensors.append(made)
        return len(self.graph.tensors) - 1

    def scale(self, low=-9, high=-1):
        return float(np.float32(2 ** self.rng.uniform(low, high)))

    def zero(self):
        return int(self.rng.integers(-128, 128)) + (128 if self.dtype == np.uint8 else 0)

    def activation(self, shape, scale=None):
        return self.tensor(shape, self.dtype, [scale or self.scale()], [self.zero()])

    def finish(self, name, version, inputs, output, options):
        op, code = litert.OperatorT(), litert.OperatorCodeT()
        code.builtinCode = getattr(litert.BuiltinOperator, name)
        code.deprecatedBuiltinCode, code.version = min(code.builtinCode, 127), version
        op.opcodeIndex, op.inputs, op.outputs = 0, np.array(inputs, np.int32), [output]
        if options is not None:
            kind = type(options).__name__[:-1]
            op.builtinOptionsType = getattr(litert.BuiltinOptions, kind)
            op.builtinOptions = options
        self.model.operatorCodes, self.graph.operators = [code], [op]
        self.graph.inputs = [i for i in inputs if not self.graph.tensors[i].buffer]
        self.graph.outputs = [output]
        return self.pack()

    def pack(self):
        """Returns the bytes of the model."""
        builder = flatbuffers.Builder(1 << 16)
        builder.Finish(self.model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def layer(self):
        """Returns a CONV_2D, DEPTHWISE_CONV_2D or FULLY_CONNECTED with per-channel weights."""
        rng, kind = self.rng, self.kind
        inner, outer = int(rng.integers(1, 40)), int(rng.integers(1, 9))
        size = int(rng.choice([1, 1, 3])) if kind != "FULLY_CONNECTED" else 1
        if kind == "DEPTHWISE_CONV_2D":
            outer, shape, axis = inner, (1, size, size, inner), 3
        elif kind == "FULLY_CONNECTED":
            shape, axis = (outer, inner), 0
        else:
            shape, axis = (outer, size, size, inner), 0
        spread = 2 ** rng.uniform(0, 8)
        scales = np.float32(2 ** rng.uniform(-10, -3) * spread ** -rng.uniform(0, 1, outer))
        weights = np.clip(np.rint(rng.normal(0, rng.uniform(20, 80), shape)), -127, 127)
        self.weights = weights.astype(np.int8)
        data_in = (1, inner) if kind == "FULLY_CONNECTED" else (1, 4, 4, inner)
        data_out = (1, outer) if kind == "FULLY_CONNECTED" else (1, 4, 4, outer)
        x_scale = self.scale()
        x = self.activation(data_in, x_scale)
        w = self.tensor(shape, np.int8, scales, [0] * outer, axis, self.weights)
        bias = np.int32(rng.normal(0, 2 ** rng.uniform(2, 14), outer))
        b = self.tensor((outer,), np.int32, np.float32(x_scale) * scales, [0] * outer, 0, bias)
        # Like a converter: the output range covers usual inputs; sometimes it is far too small.
        reach = 70 * x_scale * float(scales.max()) * 40 * np.sqrt(self.weights[0].size)
        y = self.activation(data_out, reach / 128 * 2 ** rng.uniform(-3, 1))
        used = int(rng.choice(ACTIVATIONS))
        if kind == "FULLY_CONNECTED":
            options = litert.FullyConnectedOptionsT()
        elif kind == "DEPTHWISE_CONV_2D":
            options = litert.DepthwiseConv2DOptionsT()
            options.depthMultiplier = 1
        else:
            options = litert.Conv2DOptionsT()
        if kind != "FULLY_CONNECTED":
            options.strideW = options.strideH = 1
            options.padding = 0
            options.dilationWFactor = options.dilationHFactor = 1
        options.fusedActivationFunction = used
        version = {"CONV_2D": 3, "DEPTHWISE_CONV_2D": 3, "FULLY_CONNECTED": 4}[kind]
        return self.finish(kind, version, [x, w, b], y, options), y

    def pair(self):
        """Returns an ADD, SUB or MUL of two tensors."""
        shapes = SHAPES[self.rng.integers(0, len(SHAPES))]
        scales = [self.scale(), self.scale()]
        a, b = (self.activation(shape, scale) for shape, scale in zip(shapes, scales))
        reach = 100 * scales[0] * scales[1] if self.kind == "MUL" else sum(scales)
        y = self.activation(
            np.broadcast_shapes(*shapes), reach * 2 ** self.rng.uniform(-3, 2))
        options = {"ADD": litert.AddOptionsT, "SUB": litert.SubOptionsT,
                   "MUL": litert.MulOptionsT}[self.kind]()
        options.fusedActivationFunction = int(self.rng.choice(ACTIVATIONS))
        return self.finish(self.kind, 2, [a, b], y, options), y

    def rounded(self):
        """Returns one of the operators whose exact result is known."""
        rng, kind = self.rng, self.kind
        # The reference kernel of SUM reads int8 as uint8; BATCH_MATMUL has no kernel of uint8.
        if kind == "SUM" or kind != "BATCH_MATMUL" and rng.random() < 0.3:
            self.dtype = np.uint8
        scale, depth = self.scale(), int(rng.integers(1, 40))
        shape = (2, int(rng.integers(1, 9)), int(rng.integers(1, 9)), depth)
        x = self.activation(shape, scale)
        if kind == "BATCH_MATMUL":
            adjoint = [bool(rng.integers(0, 2)) for _ in range(2)]
            inner = shape[1] if adjoint[0] else shape[2]
            rows = shape[2] if adjoint[0] else shape[1]
            self.graph.tensors[x].shape = [2, shape[1], shape[2]]
            step = self.scale()
            columns = int(rng.integers(1, 9))
            b = self.activation((2, columns, inner) if adjoint[1] else (2, inner, columns), step)
            if rng.random() < 0.5:
                # Else XNNPACK leaves the operator alone.
                self.graph.tensors[b].quantization.zeroPoint = np.array([0], np.int64)
            reach = scale * step * inner * 100
            y = self.activation((2, rows, columns), reach * 2 ** rng.uniform(-4, 1))
            options = litert.BatchMatMulOptionsT()
            options.adjX, options.adjY = adjoint
            return self.finish(kind, 2, [x, b], y, options), y
        if kind in ("MEAN", "SUM"):
            axes = [[1, 2], [2, 1], [1], [3], [0, 1, 2, 3], [2, -1]][rng.integers(0, 6)]
            options = litert.ReducerOptionsT()
            options.keepDims = bool(rng.integers(0, 2))
            axis = self.tensor((len(axes),), np.int32, data=np.int32(axes))
            out = np.sum(np.zeros(shape), axis=tuple(axes), keepdims=options.keepDims)
            count = np.prod(shape) / out.size if kind == "SUM" else 1
            y = self.activation(out.shape, scale * float(count) * 2 ** rng.uniform(-4, 1))
            return self.finish(kind, 2, [x, axis], y, options), y
        y = self.activation(shape, scale * 2 ** rng.uniform(-4, 4))
        if kind == "PRELU":
            slopes = self.activation((depth,), self.scale())
            return self.finish(kind, 1, [x, slopes], y, None), y
        options = litert.LeakyReluOptionsT()
        options.alpha = float(np.float32(rng.choice([0.1, 0.01, 0.3, 0, 1.5, -0.5])))
        return self.finish(kind, 2, [x], y, options), y

    def unary(self):
        """Returns a HARD_SWISH of codes or floats, or a QUANTIZE from floats."""
        shape = (1, 4, 4, int(self.rng.integers(1, 40)))
        if self.kind == "FLOAT":
            x, y = self.tensor(shape, np.float32), self.tensor(shape, np.float32)
            return self.finish("HARD_SWISH", 1, [x], y, litert.HardSwishOptionsT()), y
        if self.kind == "QUANTIZE":
            x, y = self.tensor(shape, np.float32), self.activation(shape)
            return self.finish("QUANTIZE", 1, [x], y, litert.QuantizeOptionsT()), y
        scale = self.scale(-7, 5)
        x, y = self.activation(shape, scale), self.activation(shape, self.scale(-7, -2) + scale / 100)
        return self.finish("HARD_SWISH", 1, [x], y, litert.HardSwishOptionsT()), y


def interpreter(content, resolver):
    runtime = Interpreter(model_content=content, experimental_op_resolver_type=resolver)
    runtime.allocate_tensors()
    return runtime


def feeds(rng, details, old, new):
    """Returns codes or floats for every input."""
    made = []
    for detail in details:
        shape, dtype = detail["shape"], detail["dtype"]
        if dtype == np.float32:
            # Certificates of floats are for -16 to 16; QUANTIZE clamps values outside its range.
            made.append(np.float32(np.clip(rng.normal(0, 2 ** rng.uniform(-4, 6), shape), -16, 16)))
            continue
        info = np.iinfo(dtype)
        codes = rng.integers(info.min, info.max + 1, shape)
        how = rng.integers(0, 4)
        if how == 0:
            codes = np.where(rng.random(shape) < 0.5, info.min, info.max)
        elif how == 1 and old is not None and shape[-1] == old.shape[-1]:
            # All inputs move one output channel in the same direction.
            change = (new - old).reshape(-1, old.shape[-1])
            row = change[rng.integers(0, len(change))]
            high, low = (info.max, info.min) if rng.random() < 0.5 else (info.min, info.max)
            codes = np.broadcast_to(np.where(row > 0, high, low), shape)
        made.append(codes.astype(dtype))
    return made


def run(runtime, values, shift):
    for detail, value in zip(runtime.get_input_details(), values):
        if detail["dtype"] != value.dtype and value.dtype != np.float32:
            value = (value.astype(np.int32) + shift).astype(detail["dtype"])
        runtime.set_tensor(detail["index"], value)
    runtime.invoke()
    detail = runtime.get_output_details()[0]
    codes = runtime.get_tensor(detail["index"]).astype(np.float64)
    scale, zero = detail["quantization"]
    return codes if scale == 0 else np.float64(np.float32(scale)) * (codes - zero)


def weights(content):
    """Returns the weights as real numbers; None for a model without weights."""
    model = litert.ModelT.InitFromObj(litert.Model.GetRootAs(content))
    graph = model.subgraphs[0]
    if len(graph.operators[0].inputs) < 3:
        return None
    tensor = graph.tensors[graph.operators[0].inputs[1]]
    dtype = np.int8 if tensor.type == litert.TensorType.INT8 else np.uint8
    codes = np.frombuffer(bytes(model.buffers[tensor.buffer].data), dtype).reshape(tensor.shape)
    axis = tensor.quantization.quantizedDimension
    shape = [-1 if i == axis else 1 for i in range(codes.ndim)]
    scales = np.asarray(tensor.quantization.scale, np.float64)
    zeros = np.asarray(tensor.quantization.zeroPoint, np.float64)
    if len(scales) > 1:
        scales, zeros = scales.reshape(shape), zeros.reshape(shape)
    return (codes - zeros) * scales


def one(tflens, rng, kind, folder, counts):
    """Draws, rewrites and runs one model; returns what contradicts its certificate."""
    draw = Draw(rng, kind)
    if kind in ROUNDED:
        content, output = draw.rounded()
    elif kind in ("ADD", "SUB", "MUL"):
        content, output = draw.pair()
    elif kind in ("HARD_SWISH", "QUANTIZE", "FLOAT"):
        content, output = draw.unary()
    else:
        content, output = draw.layer()
    grid = draw.graph.tensors[output].quantization
    scale = 1.0 if grid is None else float(grid.scale[0])
    path, made = os.path.join(folder, "old.tflite"), os.path.join(folder, "new.tflite")
    with open(path, "wb") as file:
        file.write(content)
    choices = ["set"]
    if draw.weights is not None:
        choices += ["weights", "weights", "uint8"]
    elif kind == "FLOAT":
        choices = ["split"]
    elif kind == "HARD_SWISH":
        choices += ["uint8", "split", "split", "split"]
    elif kind != "QUANTIZE" and kind not in ROUNDED:
        choices += ["uint8"]
    choice = rng.choice(choices)
    strategy = "relu6" if kind == "FLOAT" else rng.choice(SPLITS)
    new_scale = np.float32(scale * 2 ** rng.uniform(-2, 2))
    arguments = {
        "set": ["--set-quantization", f"{output}={new_scale},{draw.zero()}"],
        "weights": ["--per-tensor-weights"],
        "uint8": ["--per-tensor-weights", "--to-uint8"],
        "split": [f"--split-hard-swish={strategy}", "--max-error-codes", "255",
                  "--allow-unbounded"],
    }[choice]
    ran = subprocess.run(
        [tflens, "rewrite", path, "-o", made, "--force", "--format", "json"] + arguments,
        capture_output=True, check=False)
    if ran.returncode not in (0, 1):
        return f"status {ran.returncode}: {ran.stderr.decode()}"
    name = f"{kind} {choice}"
    if ran.returncode == 1:
        counts[f"{name} refused"] += 1
        return None
    changes = json.loads(ran.stdout)["changes"]
    figure = "max_absolute_error" if kind == "FLOAT" else "max_error_codes"
    found = [change["certificate"].get(figure) for change in changes]
    for change in changes:
        paths = ["builtin_path", "default_path"]
        more = [change["certificate"].get(path) for path in paths]
        found += [figures["max_error_codes"] for figures in more if figures]
    if None in found:
        counts[f"{name} not bounded"] += 1
        return None
    # Bounds of successive changes add up: first weights, then types.
    bound = sum(change["certificate"][figure] for change in changes)
    bound = max([bound] + found)
    with open(made, "rb") as file:
        after = file.read()
    shift = 128 if choice == "uint8" else 0
    old, new = weights(content), weights(after)
    worst = 0.0
    for resolver in RESOLVERS:
        before_run, after_run = interpreter(content, resolver), interpreter(after, resolver)
        for _ in range(RUNS):
            values = feeds(rng, before_run.get_input_details(), old, new)
            was, now = run(before_run, values, 0), run(after_run, values, shift)
            worst = max(worst, float(np.abs(was - now).max()) / scale)
    counts[f"{name} held"] += 1
    counts[f"{name} within half"] += worst >= 0.5 * bound
    if worst > bound * (1 + 1e-6) + 1e-9:
        return f"{name} {arguments}: LiteRT {worst}, certificate {bound}"
    return None


def main(tflens, count, seed):
    rng, counts, wrong = np.random.default_rng(int(seed)), Counter(), []
    kinds = ["CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "ADD", "MUL", "HARD_SWISH",
             "HARD_SWISH", "QUANTIZE", "FLOAT", "SUB"] + ROUNDED
    with tempfile.TemporaryDirectory() as folder:
        for number in range(int(count)):
            fault = one(tflens, rng, kinds[number % len(kinds)], folder, counts)
            if fault:
                wrong.append(f"model {number} of seed {seed}: {fault}")
    held = sum(number for name, number in counts.items() if name.endswith(" held"))
    print(f"{held} certificates held; {dict(sorted(counts.items()))}")
    print("\n".join(wrong))
    return 1 if wrong or held < int(count) // 2 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
