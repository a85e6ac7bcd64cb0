"""Prints how far two models' outputs are apart in LiteRT: compare_outputs.py OLD NEW

Both run on the same 64 inputs of uniformly drawn codes, whose real numbers must be the same in both
models, with the reference kernels and with the default ones. Prints the largest difference between
real numbers for each, and the largest number of the old model's output.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RUNS = 64


def outputs(path, resolver):
    model = Interpreter(model_path=path, experimental_op_resolver_type=resolver)
    model.allocate_tensors()
    (given,), (got,) = model.get_input_details(), model.get_output_details()
    kind, (scale, zero) = np.iinfo(given["dtype"]), got["quantization"]
    draw, found = np.random.default_rng(7), []
    for _ in range(RUNS):
        sample = draw.integers(kind.min, kind.max + 1, given["shape"])
        model.set_tensor(given["index"], sample.astype(given["dtype"]))
        model.invoke()
        found.append((model.get_tensor(got["index"]).astype(np.float64) - zero) * scale)
    return np.array(found)


for resolver in (OpResolverType.BUILTIN_REF, OpResolverType.AUTO):
    old, new = (outputs(path, resolver) for path in sys.argv[1:3])
    print(np.abs(old - new).max(), np.abs(old).max())
