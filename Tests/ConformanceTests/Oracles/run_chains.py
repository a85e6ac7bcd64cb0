"""Runs models of several operators in LiteRT and compares predictions: run_chains.py CASES.json

The file is a list of cases: a model, its input, and the expected result of each resolver:
`computes` these codes or floats, `refuses` the model, or `aborts` the process. Floats must match the
reference bit for bit; on the default path, zeros may differ in sign, and subnormal numbers are 0.
Prints a JSON report: what was compared, and each difference in words.
"""

import base64
import json
import sys
from collections import Counter

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from run_kernels import RESOLVERS, ends_by_signal, run


def differences(output, expected, resolver, feed):
    """Returns the elements that differ from the prediction."""
    predicted = np.frombuffer(base64.b64decode(expected["codes"]), output.dtype)
    output = output.reshape(-1)
    if output.shape != predicted.shape:
        return "%s instead of %s elements" % (output.shape, predicted.shape)
    wrong = output != predicted
    if output.dtype == np.float32:
        if resolver == "reference":
            wrong = output.view(np.int32) != predicted.view(np.int32)
        else:
            # XNNPACK's result for NaN depends on the processor's instructions.
            wrong &= np.isfinite(feed.reshape(-1))
            # It treats subnormal numbers as zeros.
            wrong &= (output != 0) | (np.abs(predicted) >= np.finfo(np.float32).tiny)
        wrong &= ~(np.isnan(output) & np.isnan(predicted))
    at = np.flatnonzero(wrong)
    if len(at) == 0:
        return None
    return "%d of %d elements differ; the first at %d: predicted %r, got %r" % (
        len(at), len(output), at[0], predicted[at[0]], output[at[0]])


def difference(case, expected, resolver, model, feed):
    """Returns the difference from the prediction in words, or None."""
    if expected["effect"] == "aborts":
        ended = ends_by_signal(model, [feed], resolver)
        return None if ended else "the process survives"
    output, found = run(model, [feed], resolver)
    if expected["effect"] == "refuses":
        return None if output is None else "the model runs"
    if output is None:
        return "the model is refused: " + found
    return differences(output, expected, resolver, feed)


def main(path):
    with open(path) as file:
        cases = json.load(file)
    counts = {resolver: Counter() for resolver in RESOLVERS}
    found = []
    for case in cases:
        # If the process crashes, the last line says where.
        print(case["name"], file=sys.stderr, flush=True)
        model = base64.b64decode(case["model"])
        detail = Interpreter(
            model_content=model,
            experimental_op_resolver_type=RESOLVERS["reference"]).get_input_details()[0]
        feed = np.frombuffer(base64.b64decode(case["input"]), detail["dtype"])
        for resolver, expected in case["expected"].items():
            words = difference(case, expected, resolver, model, feed.reshape(detail["shape"]))
            if words is not None:
                found.append("%s, %s resolver: %s" % (case["name"], resolver, words))
            counts[resolver][expected["effect"]] += 1
            if expected["effect"] == "computes":
                counts[resolver]["codes"] += len(feed)
    json.dump({"counts": counts, "differences": found}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
