"""Compares models with their conversions to the other 8-bit type: check_signedness.py FOLDER

For each NAME.old.tflite and NAME.new.tflite in the folder, on seeded inputs with LiteRT's reference
kernels: the outputs are equal except for the shift by 128. If NAME.json says that the kernels of the
two types differ, the new model only has to run.
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


def open_model(path):
    model = Interpreter(
        model_path=str(path), num_threads=1,
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
        new = open_model(path.with_name(path.name.replace(".old.", ".new.")))
        is_equal = True
        for _ in range(RUNS):
            inputs = [draw(random, detail) for detail in old.get_input_details()]
            for was, now in zip(run(old, inputs), run(new, inputs)):
                if facts["keeps_ends"]:
                    assert was.dtype == now.dtype, path.name
                is_equal &= np.array_equal(was, as_type(now, was.dtype), equal_nan=was.dtype.kind == "f")
        assert is_equal or facts["may_differ"], f"{path.name} differs"
        equal, unequal = equal + is_equal, unequal + (not is_equal)
    print(f"{equal} equal, {unequal} differ as said, {absent} do not run")


if __name__ == "__main__":
    main()
