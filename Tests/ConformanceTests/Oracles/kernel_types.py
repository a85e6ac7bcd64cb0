"""Finds the element types with which LiteRT's default path runs each operator.

Usage: kernel_types.py [OPERATOR...] Prints a line for each operator: its name, the number of its inputs, and the
sets of types that run. A set lists the operands, inputs first, an asterisk for any type, a plus sign before what
is the first operand's type or one of several: see `ElementTypes` in the sources.

Every type is tried for all operands that share one, with every type of the other operands in turn, from each set
that runs: a set that differs from all that run in two operands is not found, unless the recipe names it.
"""

import functools
import sys

import litert_answer
import one_operator

ALL = sorted(one_operator.TYPES, key=one_operator.TYPES.get)
SHORT = {
    "FLOAT32": "f32", "FLOAT16": "f16", "INT32": "i32", "UINT8": "u8", "INT64": "i64", "STRING": "str",
    "BOOL": "bool", "INT16": "i16", "COMPLEX64": "c64", "INT8": "i8", "FLOAT64": "f64", "COMPLEX128": "c128",
    "UINT64": "u64", "RESOURCE": "res", "VARIANT": "var", "UINT32": "u32", "UINT16": "u16", "INT4": "i4",
    "BFLOAT16": "bf16", "INT2": "i2", "UINT4": "u4", "FLOAT8_E4M3FN": "f8e4", "FLOAT8_E5M2": "f8e5",
}


def runs(name, sets):
    """Those of the sets that run, in one way of quantizing or another."""
    left, found = sorted(sets), set()
    for quantize in (True, "all", False):
        made = [functools.partial(one_operator.build, name, types, quantize) for types in left]
        said = litert_answer.answers(made, seconds=2, megabytes=3000)
        found |= {types for types, word in zip(left, said) if word == "runs"}
        left = [types for types in left if types not in found]
    return found


def accepted(name):
    """The sets of types that run."""
    recipe = one_operator.RECIPES[name]
    shared = [i for i, o in enumerate(recipe.operands) if o.type == "T"]
    first = {recipe.types()} | {tuple(s) for s in recipe.seeds}
    for base in ALL:
        types = recipe.types(base)
        first.add(types)
        # The output may have a type of its own.
        if shared and len(recipe.operands) - 1 in shared:
            first |= {types[:-1] + (other,) for other in ALL}
    found = runs(name, first)
    known, fresh = set(first), set(found)
    while fresh:
        sweeps = {}
        for types in fresh:
            for at in range(len(types)):
                key = types[:at] + (None,) + types[at + 1:]
                sweeps[key] = {types[:at] + (other,) + types[at + 1:] for other in ALL}
        new = runs(name, set().union(*sweeps.values()) - known)
        known |= set().union(*sweeps.values())
        found |= new
        # An operand of which every type runs is free: to go on from each of them shows nothing new.
        free = set()
        for key, sweep in sweeps.items():
            if len(sweep & found) > len(ALL) - 3:
                free |= sweep
        fresh = new - free
    return found


def merged(sets, width):
    """Boxes that cover the sets exactly: in each, every operand has a set of words of its own."""
    boxes = {tuple(frozenset([w]) for w in s) for s in sets}
    while True:
        for at in range(width):
            groups = {}
            for box in boxes:
                groups.setdefault(box[:at] + box[at + 1:], []).append(box[at])
            boxes = {
                key[:at] + (frozenset().union(*parts),) + key[at:] for key, parts in groups.items()}
        again = set()
        for at in range(width):
            again |= {box[:at] + box[at + 1:] for box in boxes}
        size = len(boxes)
        changed = False
        for at in range(width):
            keys = [box[:at] + box[at + 1:] for box in boxes]
            changed |= len(set(keys)) < size
        if not changed:
            return boxes


def words(types):
    """The types of a set, `=` for what is the first operand's."""
    return (types[0],) + tuple("=" if t == types[0] else t for t in types[1:])


def text(part):
    if len(part) >= len(ALL) - 1 and set(ALL) <= part | {"="} or set(ALL) - part <= {"="}:
        return "*"
    order = ["="] + ALL
    return "|".join(SHORT.get(w, w) for w in sorted(part, key=order.index))


def main():
    for name in sys.argv[1:] or sorted(one_operator.RECIPES):
        recipe = one_operator.RECIPES[name]
        found = accepted(name)
        width = len(recipe.operands)
        best = None
        # Either way of writing is exact; the shorter is taken.
        for sets in ({words(t) for t in found}, found):
            boxes = sorted(" ".join(text(part) for part in box) for box in merged(sets, width))
            if best is None or len("".join(boxes)) < len("".join(best)):
                best = boxes
        print("%s %d %d: %s" % (name, len(recipe.inputs), len(found), ", ".join(best)), flush=True)


if __name__ == "__main__":
    main()
