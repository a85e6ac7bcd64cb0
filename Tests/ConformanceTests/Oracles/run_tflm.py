"""Runs a model of each operator with each element type in TensorFlow Lite Micro.

Usage: run_tflm.py FOLDER

Writes the models to the folder and prints one line for each: its file, then `runs`, `refused`, `slow` or `died`. A
child process runs models until one crashes it.
"""

import os
import sys

import flatbuffers
import numpy as np
from tflite_micro.python.tflite_micro import runtime

import one_operator
import own_process

TYPES = ["FLOAT32", "INT8", "UINT8", "INT16", "INT32", "INT64", "BOOL"]
# The operators with a bias, and its input.
BIAS = {"CONV_2D": 2, "DEPTHWISE_CONV_2D": 2, "FULLY_CONNECTED": 2, "TRANSPOSE_CONV": 3, "SVDF": 3}
ARENA = 4 << 20


def built(name, types, quantize):
    model = one_operator.tree(name, types, quantize)
    op = model.subgraphs[0].operators[0]
    if name in BIAS:
        bias = model.subgraphs[0].tensors[op.inputs[BIAS[name]]]
        if bias.type in (one_operator.TYPES["INT32"], one_operator.TYPES["INT64"]):
            # Input (or state) scale x weight scale, as every kernel requires.
            bias.quantization = one_operator.schema.QuantizationParametersT()
            bias.quantization.scale = np.array([0.0625], np.float32)
            bias.quantization.zeroPoint = np.array([0], np.int64)
    if name in ("ARG_MAX", "ARG_MIN"):
        op.builtinOptions.outputType = one_operator.TYPES[types[-1]]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def cases():
    for name, recipe in one_operator.RECIPES.items():
        sets = {recipe.types()} | {tuple(s) for s in recipe.seeds}
        if any(o.type == "T" for o in recipe.operands):
            sets |= {recipe.types(base) for base in TYPES}
        if name in ("ARG_MAX", "ARG_MIN"):
            sets |= {(a, "INT32", b) for a in TYPES for b in ("INT32", "INT64")}
        for types in sorted(sets):
            if set(types) <= set(TYPES + ["INT4"]):
                yield name, types


def run(model):
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=ARENA)
    for position in range(8):
        try:
            detail = interpreter.get_input_details(position)
            interpreter.set_input(np.zeros(detail["shape"], detail["dtype"]), position)
        except (ValueError, IndexError, RuntimeError):
            break
    interpreter.invoke()


def main():
    names, models = [], []
    for name, types in cases():
        for quantize in (True, "all"):
            names.append("%s-%s-%s.tflite" % (name, "-".join(types[:6]), quantize))
            models.append(built(name, types, quantize))
    for name, model, words in zip(names, models, own_process.words(models, run, seconds=20)):
        with open(os.path.join(sys.argv[1], name), "wb") as file:
            file.write(model)
        print(name, words)


main()
