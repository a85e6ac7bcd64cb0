"""Checks requantized HARD_SWISH against LiteRT: check_requantized.py OLD NEW FACTS [TEST_SET]

FACTS is a JSON list with one entry per site: its operator, its new quantization, and its certificate.
The old and the new HARD_SWISH run alone on every input code, with the reference kernels and the
default kernels. numpy recomputes quantization, figures and biases. Prints the differences, then
the number of sites, and the accuracies of both models on a test set.
"""

import json
import sys

import numpy as np

import single


def hard_swish(x):
    return x * np.clip(x + 3, 0, 6) / 6


def wanted_grid(kind, source, info):
    """Returns scale and zero point for the range that the input's codes reach."""
    scale, zero = single.grid_of(source)
    reached = hard_swish(scale * (np.arange(info.min, info.max + 1) - zero))
    low, high = min(reached.min(), 0), max(reached.max(), 0)
    if kind == "symmetric":
        return np.float32(max(high, -low) / 127), 0 if info.min < 0 else 128
    step = np.float32((high - low) / 255)
    if kind == "power-of-two":
        step = np.float32(2.0 ** np.ceil(np.log2(np.float64(step))))
    return step, info.min + int(np.floor(-low / np.float64(step) + 0.5))


def table(model, op, resolver, info):
    codes = np.arange(info.min, info.max + 1).astype(info.dtype)
    return single.outputs(single.alone(model, op), resolver, [256], codes).astype(int)


def figures(old, new, old_grid, new_grid):
    """Returns the max and mean change in steps of the old scale, and the number of changed outputs."""
    if old_grid == new_grid:
        distance = np.abs(old - new).astype(np.float64)
    else:
        reals = [scale * (codes - zero) for codes, (scale, zero) in ((old, old_grid), (new, new_grid))]
        distance = np.abs(reals[0] - reals[1]) / old_grid[0]
    return {"max": distance.max(), "mean": distance.mean(), "changed": int((distance > 0).sum())}


def check_site(models, fact):
    """Returns the differences of one site, in words."""
    op = fact["op"]
    tensors = [model.subgraphs[0].tensors for model in models]
    operators = [model.subgraphs[0].operators[op] for model in models]
    source = [t[o.inputs[0]] for t, o in zip(tensors, operators)]
    result = [t[o.outputs[0]] for t, o in zip(tensors, operators)]
    info = np.iinfo(single.DTYPES[source[0].type])
    grids = [single.grid_of(t) for t in result]
    wanted = wanted_grid(fact["kind"], source[1], info)
    if (np.float32(grids[1][0]), grids[1][1]) != wanted:
        yield f"grid {grids[1]} for {wanted}"
    scale, zero = single.grid_of(source[1])
    reached = hard_swish(scale * (np.arange(info.min, info.max + 1) - zero))
    for resolver, key in ((single.REFERENCE, "reference"), (single.DEFAULT, "default")):
        old, new = (table(model, op, resolver, info) for model in models)
        found = figures(old, new, *grids)
        for name, value in found.items():
            if not np.isclose(value, fact[key][name], rtol=1e-9, atol=1e-12):
                yield f"{key} {name}: {value} for {fact[key][name]}"
        if new.tolist() != fact[key]["table"]:
            yield f"{key}: the table"
        ideal = np.clip(np.sign(reached) * np.floor(np.abs(reached) / grids[1][0] + 0.5)
                        + grids[1][1], info.min, info.max)
        if np.abs(new - ideal).max() != fact[key]["real"]:
            yield f"{key} real: {np.abs(new - ideal).max()} for {fact[key]['real']}"
        if fact["kind"] == "tight" and -reached.min() >= grids[1][0] * 0.51 \
                and new.min() >= grids[1][1]:
            yield f"{key}: the dip below 0 is lost"


def check_bias(models, index):
    """Checks the bias of one operator: integers and scales must follow the input scale."""
    parts = []
    for model in models:
        op, tensors = model.subgraphs[0].operators[index], model.subgraphs[0].tensors
        if single.name_of(model, op) not in ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED"):
            return
        if len(op.inputs) < 3 or op.inputs[2] < 0:
            return
        bias = tensors[op.inputs[2]]
        parts.append((tensors[op.inputs[0]], tensors[op.inputs[1]], bias,
                      single.data_of(model, bias)))
    (old_input, _, old_bias, old), (new_input, weights, bias, new) = parts
    ratio = np.float64(old_input.quantization.scale[0]) / np.float64(new_input.quantization.scale[0])
    wanted = np.sign(old) * np.floor(np.abs(old * ratio) + 0.5)
    if not np.array_equal(wanted, new):
        yield f"bias of operator {index}: {new} for {wanted}"
    scales = np.float32(new_input.quantization.scale[0]) * weights.quantization.scale
    if ratio == 1:
        # The converter may have rounded differently.
        scales = old_bias.quantization.scale
    if not np.array_equal(scales.astype(np.float32), bias.quantization.scale):
        yield f"bias scales of operator {index}"


def main(old, new, facts, test_set=None):
    """Compares all sites; without differences, prints only how many."""
    models = [single.read(old), single.read(new)]
    sites = json.load(open(facts))
    different = [f"operator {site['op']}: {words}" for site in sites
                 for words in check_site(models, site)]
    for index in range(len(models[0].subgraphs[0].operators)):
        different += check_bias(models, index)
    print("\n".join([*different, f"{len(sites)} sites"]))
    if test_set:
        images = np.load(test_set)
        print("accuracy", single.accuracy(old, images), single.accuracy(new, images))
    sys.exit(bool(different))


if __name__ == "__main__":
    main(*sys.argv[1:])
