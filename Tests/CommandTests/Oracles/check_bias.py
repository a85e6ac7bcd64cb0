"""Holds `--fix-bias` to real numbers in LiteRT: check_bias.py TFLENS

Builds what TensorFlow 2.21 makes of MobileNetV3: two convolutions share one bias, the +3 of a
hard-swish, which counts in steps of the first one's accumulator. Computes both outputs with numpy, from
the real numbers that weights and bias stand for, and prints how many codes LiteRT is off, before and
after.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from check_bounds import Draw

SEED, CHANNELS = 20_261_127, 8
RESOLVERS = [OpResolverType.BUILTIN_REF, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
             OpResolverType.AUTO]


def build(rng):
    """Returns the model, and for each convolution its weights as real numbers."""
    draw = Draw(rng, "CONV_2D")
    x = draw.tensor((1, 6, 6, 4), np.int8, [0.05], [-20])
    shared = np.float32(0.05 * 0.01)
    codes = np.full(CHANNELS, round(3 / float(shared)), np.int32)
    layers, operators = [], []
    bias = draw.tensor((CHANNELS,), np.int32, [shared] * CHANNELS, [0] * CHANNELS, 0, codes)
    for scales in (np.full(CHANNELS, 0.01), np.linspace(0.002, 0.03, CHANNELS)):
        weights = rng.integers(-127, 128, (CHANNELS, 1, 1, 4)).astype(np.int8)
        w = draw.tensor(weights.shape, np.int8, scales, [0] * CHANNELS, 0, weights)
        y = draw.tensor((1, 6, 6, CHANNELS), np.int8, [0.25], [5])
        op = litert.OperatorT()
        op.opcodeIndex, op.inputs, op.outputs = 0, [x, w, bias], [y]
        op.builtinOptionsType = litert.BuiltinOptions.Conv2DOptions
        op.builtinOptions = litert.Conv2DOptionsT()
        op.builtinOptions.strideW = op.builtinOptions.strideH = 1
        op.builtinOptions.dilationWFactor = op.builtinOptions.dilationHFactor = 1
        operators.append(op)
        layers.append((y, np.float64(np.float32(scales))[:, None] * weights.reshape(CHANNELS, 4)))
    draw.finish("CONV_2D", 3, [x], layers[0][0], None)
    draw.graph.operators, draw.graph.outputs = operators, [y for y, _ in layers]
    return draw.pack(), layers, float(codes[0]) * float(shared)


def worst(content, layers, bias, rng, resolver):
    """Returns the largest distance from numpy's result in codes, for each convolution."""
    model = Interpreter(model_content=content, experimental_op_resolver_type=resolver)
    model.allocate_tensors()
    codes = rng.integers(-128, 128, (1, 6, 6, 4)).astype(np.int8)
    model.set_tensor(model.get_input_details()[0]["index"], codes)
    model.invoke()
    reals = np.float64(np.float32(0.05)) * (codes.astype(np.float64) + 20)
    found = []
    for detail, (_, weights) in zip(model.get_output_details(), layers):
        exact = np.clip((reals @ weights.T + bias) / 0.25 + 5, -128, 127)
        found.append(float(np.abs(model.get_tensor(detail["index"]) - exact).max()))
    return found


def main(tflens):
    rng = np.random.default_rng(SEED)
    content, layers, bias = build(rng)
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.tflite"), Path(folder, "new.tflite")
        old.write_bytes(content)
        ran = subprocess.run(
            [tflens, "rewrite", old, "-o", new, "--fix-bias"], capture_output=True, check=False)
        if ran.returncode:
            sys.exit(ran.stderr.decode())
        after = new.read_bytes()
    before = worst(content, layers, bias, rng, OpResolverType.BUILTIN_REF)
    fixed = [worst(after, layers, bias, rng, resolver) for resolver in RESOLVERS]
    print(f"before: {before}; after: {fixed}")
    # Half a code is what rounding leaves; the second bias was up to 15 times too small or large.
    assert before[0] <= 0.51 and before[1] > 20, "the model is not what it is for"
    assert all(off <= 0.51 for pair in fixed for off in pair), "a bias is still off"


if __name__ == "__main__":
    main(*sys.argv[1:])
