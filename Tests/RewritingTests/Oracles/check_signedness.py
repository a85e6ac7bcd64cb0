"""Compares models with their conversions to the other 8-bit type: check_signedness.py FOLDER

For each NAME.old.tflite and NAME.new.tflite in the folder, on seeded inputs with LiteRT's reference
kernels: the outputs are equal except for the shift by 128. If NAME.json says that the kernels of the
two types differ, the new model only has to run. Outputs may differ too if the first tensor that differs
does so by one code, and is written by a layer with weights whose output multiplier is not the same for
both types.
"""

import json
import sys
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

SEED, RUNS = 20_240_603, 3
EIGHT_BITS = {np.dtype(np.int8): np.uint8, np.dtype(np.uint8): np.int8}


def flipped(values):
    """Returns the same values in the other type."""
    return (values.view(np.uint8) ^ 0x80).view(EIGHT_BITS[values.dtype])


def as_type(values, kind):
    return values if values.dtype == kind else flipped(values)


def open_model(path, keeps_all=False):
    model = Interpreter(
        model_path=str(path), num_threads=1, experimental_preserve_all_tensors=keeps_all,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    model.allocate_tensors()
    return model


def run(model, inputs):
    for detail, values in zip(model.get_input_details(), inputs):
        model.set_tensor(detail["index"], as_type(values, np.dtype(detail["dtype"])))
    model.invoke()
    return [model.get_tensor(detail["index"]) for detail in model.get_output_details()]


def draw(random, detail):
    kind = np.dtype(detail["dtype"])
    if kind.kind == "f":
        return random.normal(size=detail["shape"]).astype(kind)
    low, high = (np.iinfo(kind).min, np.iinfo(kind).max) if kind.itemsize == 1 else (0, 1)
    return random.integers(low, high, detail["shape"], endpoint=True).astype(kind)


def multipliers(scales):
    """Returns a layer's 31-bit output multiplier in int8 and in uint8.

    The uint8 kernels multiply the scales in float32, the int8 kernels in double: LiteRT's
    kernels/kernel_util.cc, PopulateConvolutionQuantizationParams, GetQuantizedConvolutionMultipler.
    """
    given, weights, got = (np.float32(one) for one in scales)
    wide = np.float64(given) * np.float64(weights) / np.float64(got)
    narrow = np.float64(np.float32(given * weights)) / np.float64(got)
    return [round(np.frexp(one)[0] * 2 ** 31) for one in (wide, narrow)]


def differs_by_multiplier(path, twin, inputs):
    """Tells whether the first difference is one code, from a layer with two multipliers."""
    old, new = (open_model(one, keeps_all=True) for one in (path, twin))
    run(old, inputs), run(new, inputs)
    details = {detail["index"]: detail for detail in old.get_tensor_details()}
    twins = {detail["name"]: detail["index"] for detail in new.get_tensor_details()}
    for op in old._get_ops_details():
        detail = details[op["outputs"][0]]
        if detail["name"] not in twins or np.dtype(detail["dtype"]) not in EIGHT_BITS:
            continue
        was = old.get_tensor(detail["index"])
        now = as_type(new.get_tensor(twins[detail["name"]]), was.dtype)
        if np.array_equal(was, now):
            continue
        if op["op_name"] not in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            return False
        scales = [details[i]["quantization"][0] for i in (*op["inputs"][:2], detail["index"])]
        wide, narrow = multipliers(scales)
        return wide != narrow and np.abs(was.astype(int) - now.astype(int)).max() == 1
    return False


def main():
    random = np.random.default_rng(SEED)
    equal = unequal = absent = 0
    for path in sorted(Path(sys.argv[1]).glob("*.old.tflite")):
        facts = json.loads(path.with_name(path.name.replace(".old.tflite", ".json")).read_text())
        try:
            old = open_model(path)
        except (RuntimeError, ValueError):
            # The runtime has no such operators.
            absent += 1
            continue
        twin = path.with_name(path.name.replace(".old.", ".new."))
        new = open_model(twin)
        is_equal = True
        for _ in range(RUNS):
            inputs = [draw(random, detail) for detail in old.get_input_details()]
            is_same = True
            for was, now in zip(run(old, inputs), run(new, inputs)):
                if facts["keeps_ends"]:
                    assert was.dtype == now.dtype, path.name
                is_same &= np.array_equal(was, as_type(now, was.dtype), equal_nan=was.dtype.kind == "f")
            assert is_same or facts["may_differ"] or differs_by_multiplier(path, twin, inputs), \
                f"{path.name} differs"
            is_equal &= is_same
        equal, unequal = equal + is_equal, unequal + (not is_equal)
    print(f"{equal} equal, {unequal} differ as said, {absent} do not run")


if __name__ == "__main__":
    main()
