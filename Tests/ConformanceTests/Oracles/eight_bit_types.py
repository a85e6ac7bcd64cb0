"""Runs each operator on INT8 and on UINT8 tensors in LiteRT, on its default path.

Prints, by operator, the sets of types that were tried: inputs (null for one that is left out), outputs,
and whether the model runs. A set has one of the two types for all operands that share their type, or for
the first, or is one of the recipe's own with such a type.
"""

import json

import kernel_types
import one_operator

EIGHT_BITS = ("INT8", "UINT8")
# Python cannot pass these, and the table does not say whether they run.
UNTRIED = {"RESOURCE", "VARIANT", "BFLOAT16", "INT2"}


def sets(recipe):
    """Returns the sets of types to try."""
    tried = {tuple(types) for types in recipe.seeds}
    for base in EIGHT_BITS:
        tried |= {recipe.types(base), (base,) + recipe.types()[1:]}
    return sorted(
        types for types in tried if set(types) & set(EIGHT_BITS) and not set(types) & UNTRIED)


def sides(recipe, types):
    """Returns the types of inputs and outputs."""
    left = list(types)
    return ([None if operand is None else left.pop(0) for operand in side]
            for side in (recipe.inputs, recipe.outputs))


def main():
    answers = {}
    for name, recipe in sorted(one_operator.RECIPES.items()):
        tried = sets(recipe)
        found = kernel_types.runs(name, tried) if tried else set()
        answers[name] = [
            dict(zip(("inputs", "outputs"), sides(recipe, types)), runs=types in found)
            for types in tried]
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
