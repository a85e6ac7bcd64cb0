"""Compares `tflens calibrate` with figures that numpy computes from LiteRT's arrays, all samples at once.

check_ranges.py TFLENS MODEL KERNELS

Then the samples are given in another order, and in two parts that are merged: the file must be the same.
A line that begins with "same" says what was compared; any other line is a difference.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "builtin": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
}
SAMPLES = 9
NAMES = {np.int8: "INT8", np.uint8: "UINT8", np.int16: "INT16", np.float32: "FLOAT32"}


def calibrate(tflens, model, kernels, samples, folder, name):
    """Returns the bytes of the ranges file for some samples."""
    inputs, output = folder / (name + ".npz"), folder / (name + ".json")
    np.savez(inputs, **samples)
    subprocess.run(
        [tflens, "calibrate", model, "--inputs", inputs, "--kernels", kernels, "-o", output,
         "--quiet", "--python", sys.executable],
        check=True, stdout=subprocess.DEVNULL)
    return output.read_bytes()


def codes(real, detail):
    scale, zero_point = detail["quantization"]
    if not scale:
        return real.astype(detail["dtype"]), 0
    limits = np.iinfo(detail["dtype"])
    steps = real / np.float64(np.float32(scale))
    nearest = np.trunc(steps + np.copysign(0.5, steps)) + zero_point
    outside = (steps + zero_point < limits.min - 0.5) | (steps + zero_point > limits.max + 0.5)
    return np.clip(nearest, limits.min, limits.max).astype(detail["dtype"]), int(outside.sum())


def main():
    tflens, model, kernels = sys.argv[1:]
    interpreter = Interpreter(
        model_path=model, experimental_op_resolver_type=RESOLVERS[kernels],
        experimental_preserve_all_tensors=True)
    interpreter.allocate_tensors()
    details = {one["index"]: one for one in interpreter.get_tensor_details()}
    random = np.random.default_rng(5)
    samples, clipped = {}, {}
    for one in interpreter.get_input_details():
        shape = (SAMPLES,) + tuple(one["shape"])
        # Scaled differently, so that the range grows from sample to sample.
        spread = np.geomspace(0.01, 4, SAMPLES).reshape((-1,) + (1,) * len(one["shape"]))
        samples[one["name"]] = random.normal(size=shape) * spread
        clipped[one["index"]] = 0
    held = {index: [] for index in details}
    for place in range(SAMPLES):
        for one in interpreter.get_input_details():
            values, outside = codes(samples[one["name"]][place], one)
            clipped[one["index"]] += outside
            interpreter.set_tensor(one["index"], values)
        interpreter.invoke()
        for index in details:
            try:
                held[index].append(interpreter.get_tensor(index).ravel())
            except ValueError:
                pass

    differences = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        whole = calibrate(tflens, model, kernels, samples, folder, "whole")
        order = random.permutation(SAMPLES)
        moved = {name: values[order] for name, values in samples.items()}
        if calibrate(tflens, model, kernels, moved, folder, "moved") != whole:
            differences.append("the order of the samples changes the file")
        for name, part in (("a", slice(0, 2)), ("b", slice(2, None))):
            calibrate(tflens, model, kernels, {key: one[part] for key, one in moved.items()}, folder, name)
        for first, second in ("ab", "ba"):
            merged = folder / (first + second + ".json")
            subprocess.run(
                [tflens, "calibrate", "--merge", folder / (first + ".json"),
                 folder / (second + ".json"), "-o", merged, "--quiet"],
                check=True, stdout=subprocess.DEVNULL)
            if merged.read_bytes() != whole:
                differences.append("merged, %s then %s, the file differs" % (first, second))
        document = json.loads(whole)

    found = {one["tensor"]: one for one in document["tensors"]}
    inputs, written = list(clipped), set()
    for op in interpreter._get_ops_details():
        written |= set(op["outputs"].tolist())
    expected = set()
    for index, detail in details.items():
        scales = detail["quantization_parameters"]["scales"]
        is_float = detail["dtype"] == np.float32
        is_code = detail["dtype"] in (np.int8, np.uint8, np.int16) and len(scales) == 1
        if (index in written or index in inputs) and (is_float or is_code) and held[index]:
            expected.add(index)
    if set(found) != expected or document["samples"] != SAMPLES:
        differences.append("tensors %s instead of %s" % (sorted(found), sorted(expected)))
    for index in sorted(set(found) & expected):
        one, detail = found[index], details[index]
        for difference in compare(one, detail, np.concatenate(held[index])):
            differences.append("tensor %d: %s" % (index, difference))
        if one["clipped_count"] != clipped.get(index, 0):
            differences.append("tensor %d: %d clipped" % (index, one["clipped_count"]))
    print("\n".join(differences) or "same %d tensors" % len(found))


def compare(one, detail, values):
    """Yields how the figures of a tensor differ from those of its values."""
    is_float = values.dtype == np.float32
    step, zero_point = 1.0, 0
    if not is_float:
        step, zero_point = np.float64(np.float32(detail["quantization"][0])), detail["quantization"][1]
    steps = values.astype(np.float64) - zero_point
    real = steps * step
    limits = None if is_float else np.iinfo(values.dtype)
    exact = [math.fsum(steps.tolist()), math.fsum((steps * steps).tolist())]
    checks = {
        "name": detail["name"], "type": NAMES[values.dtype.type], "count": values.size,
        "nan_count": 0, "infinite_count": 0, "min": float(real.min()), "max": float(real.max()),
        "lowest_code_count": 0 if is_float else int((values == limits.min).sum()),
        "highest_code_count": 0 if is_float else int((values == limits.max).sum()),
        "codes_used": None if is_float or values.dtype == np.int16 else np.unique(values).size,
        "zero_point": None if is_float else zero_point,
    }
    for key, value in checks.items():
        if one[key] != value and not (key == "codes_used" and values.dtype == np.int16):
            yield "%s is %r instead of %r" % (key, one[key], value)
    for key, value in (("mean", real.mean()), ("deviation", real.std())):
        if not math.isclose(one[key], value, rel_tol=1e-9, abs_tol=1e-12):
            yield "%s is %r instead of %r" % (key, one[key], value)
    for key, value in zip(("exact_sum", "exact_square_sum"), exact):
        digits, power = one[key].split("p")
        if float(int(digits, 16) * Fraction(2) ** int(power)) != value:
            yield "%s is %s instead of %r" % (key, one[key], value)
    histogram = one["histogram"]
    exponent, first = histogram["bin_width_exponent"], histogram["first_bin"]
    bins, counts = np.unique(np.floor(np.ldexp(steps, -exponent)), return_counts=True)
    dense = {int(place): int(count) for place, count in zip(bins, counts)}
    told = {first + at: count for at, count in enumerate(histogram["counts"]) if count}
    if told != dense:
        yield "the histogram is %s instead of %s" % (told, dense)
    if histogram["bin_width"] != step * 2.0 ** exponent:
        yield "the width is %r" % histogram["bin_width"]
    if histogram["exact"] != (not is_float and exponent == 0):
        yield "exact is %r" % histogram["exact"]
    finer = np.floor(np.ldexp(steps, 1 - exponent))
    fits = finer.max() - finer.min() < 2048 and np.abs(steps).max() <= 2.0 ** (51 + exponent)
    if len(histogram["counts"]) > 2048 or (fits and exponent > (-149 if is_float else 0)):
        yield "the width is not the smallest for 2048 bins"


main()
