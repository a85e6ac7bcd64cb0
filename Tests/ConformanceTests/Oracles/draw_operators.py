"""Draws one-operator models and tests which of them LiteRT's default path runs.

Usage: draw_operators.py FOLDER SEED COUNT. Writes COUNT models; prints JSON by file name: the kind of change
and whether LiteRT runs the model with some quantization.

`types`: one operand, or all operands of the shared type, get another element type. `absent`: an input is -1.
`options`: the options are missing or another operator's, or one number in them changes.
"""

import json
import os
import random
import sys

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

import litert_answer
import one_operator

SHAPES = ("activation", "axis", "batch", "dim", "depth", "element")
QUANTIZE = (True, "all", False)


def pack(tree):
    builder = flatbuffers.Builder(1024)
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())


# Python cannot pass inputs of these types, so LiteRT cannot be tested.
TYPES = sorted(set(one_operator.TYPES) - {"RESOURCE", "VARIANT", "BFLOAT16", "INT2"})


def types(draw, name):
    recipe = one_operator.RECIPES[name]
    inputs = sum(operand is not None for operand in recipe.inputs)
    seeds = [seed for seed in recipe.seeds if set(seed[:inputs]) <= set(TYPES)]
    base = draw.choice([recipe.types(), recipe.types(draw.choice(TYPES))] + seeds)
    chosen = list(base)
    if draw.random() < 0.7:
        chosen[draw.randrange(len(chosen))] = draw.choice(TYPES)
    return [one_operator.build(name, chosen, quantize) for quantize in QUANTIZE]


def absent(draw, name):
    tree = one_operator.tree(name)
    inputs = tree.subgraphs[0].operators[0].inputs
    inputs[draw.randrange(len(inputs))] = -1
    return [pack(tree)]


def options(draw, name):
    tree = one_operator.tree(name)
    op = tree.subgraphs[0].operators[0]
    own = op.builtinOptions or op.builtinOptions2
    numbers = {f: v for f, v in vars(own).items() if type(v) in (int, float)} if own else {}
    # Failures that depend on shapes belong to another rule.
    fields = sorted(f for f in numbers if not any(word in f.lower() for word in SHAPES))
    kind = draw.random()
    if kind < 0.3 or not fields:
        op.builtinOptions = op.builtinOptions2 = None
        op.builtinOptionsType = op.builtinOptions2Type = 0
        if kind < 0.1:
            op.builtinOptions, op.builtinOptionsType = schema.CallOptionsT(), schema.BuiltinOptions.CallOptions
    else:
        setattr(own, draw.choice(fields), draw.choice([0, -1]))
    return [pack(tree)]


def main(folder, seed, count):
    draw = random.Random(int(seed))
    kinds = {"types": types, "absent": absent, "options": options}
    names = sorted(one_operator.RECIPES)
    drawn, models = [], []
    for number in range(int(count)):
        kind = draw.choice(["types", "types", "types", "absent", "options"])
        name = draw.choice(names)
        made = kinds[kind](draw, name)
        path = "%05d-%s-%s.tflite" % (number, kind, name)
        with open(os.path.join(folder, path), "wb") as file:
            file.write(made[0])
        drawn.append((path, kind, len(models), len(made)))
        models += made
    said = litert_answer.answers(models, seconds=5, megabytes=3000)
    json.dump({
        path: {"kind": kind, "runs": "runs" in said[first:first + many], "is_slow": "slow" in said[first:first + many]}
        for path, kind, first, many in drawn}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
