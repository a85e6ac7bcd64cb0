"""Compares models with a folded factor in LiteRT: check_folded.py OLD NEW

Runs every consumer of a tensor whose scale grew alone, before and after, on the same
random codes. Its outputs may differ by one code in a few of a million. The integers of weights and
biases must be equal, and the scale of a bias must be input scale x weight scale.
"""

import sys

import numpy as np

import single

RUNS = 40


def codes_for(model, op, random):
    tensors = model.subgraphs[0].tensors
    for index in op.inputs:
        if index >= 0 and single.data_of(model, tensors[index]) is None:
            info = np.iinfo(single.DTYPES[tensors[index].type])
            yield random.integers(
                info.min, info.max + 1, tensors[index].shape, endpoint=False).astype(info.dtype)


def main(old_path, new_path):
    random = np.random.default_rng(7)
    models = [single.read(old_path), single.read(new_path)]
    operators = [model.subgraphs[0].operators for model in models]
    tensors = [model.subgraphs[0].tensors for model in models]
    compared, changed, different = 0, 0, []
    for index, (old, new) in enumerate(zip(*operators)):
        for a, b in zip(old.inputs, new.inputs):
            x, y = single.data_of(models[0], tensors[0][a]), single.data_of(models[1], tensors[1][b])
            if x is not None and not np.array_equal(x, y):
                different.append(f"operator {index}: integers changed")
        grown = [not np.array_equal(tensors[0][a].quantization.scale, tensors[1][b].quantization.scale)
                 for a, b in zip(old.inputs, new.inputs) if tensors[0][a].quantization is not None
                 and tensors[0][a].quantization.scale is not None]
        name = single.name_of(models[0], old)
        if not any(grown) or name == "HARD_SWISH":
            continue
        if name in ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED"):
            source, weights, bias = (tensors[1][i].quantization.scale for i in new.inputs)
            if not np.array_equal((source * weights).astype(np.float32), bias):
                different.append(f"operator {index}: scales of the bias")
        for _ in range(RUNS):
            values = list(codes_for(models[0], old, random))
            for resolver in (single.REFERENCE, single.DEFAULT):
                before, after = (
                    single.outputs(single.alone(model, index), resolver, None, *values).astype(int)
                    for model in models)
                compared += before.size
                changed += int((before != after).sum())
                if np.abs(before - after).max() > 1:
                    different.append(f"operator {index}: {np.abs(before - after).max()} codes")
    if changed > 10 + compared * 1e-5:
        different.append(f"{changed} of {compared} codes changed")
    print("\n".join([*sorted(set(different)), f"{changed} of {compared} codes changed"]))
    sys.exit(bool(different) or compared == 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
