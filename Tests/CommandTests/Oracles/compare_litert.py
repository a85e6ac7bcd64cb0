"""Runs pairs of models in LiteRT on the same inputs, with its reference and its default kernels; exits with 1 if an output differs
in a bit, if it rejects only the second model, or if it rejects more than a quarter of the first ones.

usage: compare_litert.py A B [A B]...
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

import drawn


def outputs(path, resolver):
    runtime = Interpreter(path, num_threads=1, experimental_op_resolver_type=resolver)
    runtime.allocate_tensors()
    draw = np.random.default_rng(5)
    found = []
    # Twice, so that variables have a past.
    for _ in range(2):
        for detail in runtime.get_input_details():
            runtime.set_tensor(detail["index"], drawn.values(draw, detail))
        runtime.invoke()
        found += [runtime.get_tensor(detail["index"]) for detail in runtime.get_output_details()]
    return found


pairs, compared = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True)), 0
resolvers = [OpResolverType.BUILTIN_REF, OpResolverType.AUTO]
for a, b in pairs:
    for resolver in resolvers:
        try:
            first = outputs(a, resolver)
        except (ValueError, RuntimeError):
            continue
        compared += 1
        for number, (x, y) in enumerate(zip(first, outputs(b, resolver), strict=True)):
            if x.tobytes() != y.tobytes():
                sys.exit(f"{b}: output {number} differs with {resolver.name}")
if 4 * compared < 3 * len(resolvers) * len(pairs):
    sys.exit(f"LiteRT runs only {compared} of {len(resolvers) * len(pairs)}")
