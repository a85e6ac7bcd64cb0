"""Finds the element types with which LiteRT's default path runs each operator.

Usage: kernel_types.py [OPERATOR...] Prints one line per operator: its name, its number of inputs, and the
sets of types that run, in the format of `KernelTypes` in the sources.

The search tries every type for the operands of the shared type, and then, from each set that runs, every type of each
other operand. It cannot find a set that differs in two operands from all that run, unless the recipe names it.
"""

import functools
import random
import sys

import litert_answer
import one_operator

ALL = sorted(one_operator.TYPES, key=one_operator.TYPES.get)
# Operators with many operands, most of which kernels do not check. From each set that runs, each operand in turn is
# given every type, and the types that run are assumed to be independent of the other operands.
MANY = {
    "BIDIRECTIONAL_SEQUENCE_LSTM", "BIDIRECTIONAL_SEQUENCE_RNN", "LSH_PROJECTION", "LSTM", "MATRIX_SET_DIAG",
    "NON_MAX_SUPPRESSION_V5", "RNN", "SVDF", "UNIDIRECTIONAL_SEQUENCE_LSTM", "UNIDIRECTIONAL_SEQUENCE_RNN",
}
# Kernels do not check some operands of these; their lines combine several sweeps.
BY_HAND = {
    "SPLIT": "2 * f32|i32|u8|i64|i16|i8 *,* f16 f16",
    "SPLIT_V": "3 f32|i32|u8|i64|i16|i8 i32|i64 * *",
    "ONE_HOT": "4 " + ",".join("i32|i64 * %s %s *" % (t, t) for t in "f32 i32 u8 i64 bool i8".split()),
    "SPARSE_TO_DENSE": "4 " + ",".join(
        "i32|i64 i32|i64 %s %s *" % (t, t) for t in "f32 i32 u8 i64 i8".split()),
}
# Operators that compute with strings rightly, as run by hand; others only do not check for them.
STRINGS = {"EQUAL", "GATHER_ND", "NOT_EQUAL", "SLICE", "SQUEEZE", "STRIDED_SLICE", "TILE"}
SHORT = {
    "FLOAT32": "f32", "FLOAT16": "f16", "INT32": "i32", "UINT8": "u8", "INT64": "i64", "STRING": "str",
    "BOOL": "bool", "INT16": "i16", "COMPLEX64": "c64", "INT8": "i8", "FLOAT64": "f64", "COMPLEX128": "c128",
    "UINT64": "u64", "RESOURCE": "res", "VARIANT": "var", "UINT32": "u32", "UINT16": "u16", "INT4": "i4",
    "BFLOAT16": "bf16", "INT2": "i2", "UINT4": "u4", "FLOAT8_E4M3FN": "f8e4", "FLOAT8_E5M2": "f8e5",
}


def runs(name, sets):
    """Returns the sets that run with some quantization."""
    left, found = sorted(sets), set()
    for quantize in (True, "all", False):
        made = [functools.partial(one_operator.build, name, types, quantize) for types in left]
        said = litert_answer.answers(made, seconds=2, megabytes=3000, strings=name in STRINGS)
        found |= {types for types, word in zip(left, said) if word == "runs"}
        left = [types for types in left if types not in found]
    return found


def accepted(name):
    """Returns the sets of types that run."""
    recipe = one_operator.RECIPES[name]
    shared = [i for i, o in enumerate(recipe.operands) if o.type == "T"]
    first = {recipe.types()} | {tuple(s) for s in recipe.seeds}
    for base in ALL:
        types = recipe.types(base)
        first.add(types)
        # The output may have a different type.
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
        # If every type of an operand runs, continuing from each of them finds nothing new.
        free = set()
        for key, sweep in sweeps.items():
            if len(sweep & found) > len(ALL) - 3:
                free |= sweep
        fresh = new - free
    return found


def swept(name):
    """A box around each of a recipe's sets: for each operand the types that run while the others stay."""
    recipe = one_operator.RECIPES[name]
    starts = [recipe.types()] + list(recipe.seeds)
    if any(operand.type == "T" for operand in recipe.operands):
        starts += [recipe.types(base) for base in ALL]
    for start in sorted(runs(name, starts)):
        sweep = {(at, other): start[:at] + (other,) + start[at + 1:] for at in range(len(start)) for other in ALL}
        found = runs(name, set(sweep.values()))
        box = [{other for other in ALL if sweep[at, other] in found} for at in range(len(start))]
        if is_free(name, box):
            yield box
        else:
            # The kernel is chosen by more than one operand: the first decides what the others may be.
            yield [{start[0]}] + box[1:]
            yield box[:1] + [{word} for word in start[1:]]


def is_free(name, box, draws=60):
    """Whether all sets drawn from a box run; Python cannot pass a RESOURCE."""
    draw = random.Random(name)
    parts = [sorted(part - {"STRING", "RESOURCE", "VARIANT"} or part) for part in box]
    drawn = {tuple(map(draw.choice, parts)) for _ in range(draws)}
    return runs(name, drawn) == drawn


def columns(recipe, box):
    """The columns of a line: an input that a recipe leaves out may have any type."""
    words, parts = [], list(box)
    for operand in recipe.inputs + recipe.outputs:
        words.append("*" if operand is None else text(parts.pop(0)))
    return " ".join(words)


def widest(lines):
    """The lines that no other line covers; one covers another if each of its columns has all types of the other's."""
    def covers(a, b):
        return a != b and all(x >= y for x, y in zip(a, b))
    boxes = [list(map(frozenset, box)) for box in lines]
    unique = [box for at, box in enumerate(boxes) if box not in boxes[:at]]
    return [box for box in unique if not any(covers(other, box) for other in unique)]


def members(box):
    """Returns the sets in a box; `=` is the first operand's type."""
    sets = [()]
    for part in box:
        sets = [s + ((s[0] if word == "=" else word),) for s in sets for word in part]
    return sets


def grown(seed, order, same, found):
    """Returns the largest box around a set that contains only found sets."""
    box = [{seed[0]}] + [{"="} if same and word == seed[0] else {word} for word in seed[1:]]
    for at in order:
        for word in ALL if at == 0 else ["="] + ALL:
            trial = box[:at] + [{word}] + box[at + 1:]
            if word not in box[at] and found.issuperset(members(trial)):
                box[at] = box[at] | {word}
    return box


def boxes(found):
    """Returns boxes that cover exactly the found sets, largest first."""
    width = len(next(iter(found)))
    left = set(found)
    while left:
        choices = [
            grown(seed, order, same, found)
            for seed in sorted(left)[:40] for same in (True, False)
            for order in (list(range(1, width)) + [0], range(width))]
        best = max(choices, key=lambda box: (
            len(left.intersection(members(box))), -sum(min(len(part), 6) for part in box)))
        left -= set(members(best))
        yield best


def text(part):
    if part.issuperset(ALL):
        return "*"
    names = "|".join(SHORT.get(word, word) for word in ["="] + ALL if word in part)
    missing = "!" + "|".join(SHORT[word] for word in ALL if word not in part)
    return names if "=" in part or len(names) < len(missing) else missing


def main():
    for name in sys.argv[1:] or sorted(one_operator.RECIPES):
        if name in BY_HAND:
            print(name, BY_HAND[name], flush=True)
            continue
        recipe = one_operator.RECIPES[name]
        if name in MANY:
            sets = sorted(columns(recipe, box) for box in widest(swept(name)))
            print("%s %d %s" % (name, len(recipe.inputs), ",".join(sets)), flush=True)
            continue
        sets = sorted(" ".join(map(text, box)) for box in boxes(accepted(name)))
        print("%s %d %s" % (name, len(recipe.inputs), ",".join(sets)), flush=True)


if __name__ == "__main__":
    main()
