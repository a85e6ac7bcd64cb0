"""Prints the cosine of two models' outputs in LiteRT: cosine.py OLD NEW [NPZ]

All outputs of all runs form one vector. Inputs are the uint8 array `images` of an NPZ file, shifted to
int8 codes, or five draws of 6 inputs of uniformly drawn codes, of which the lowest cosine counts.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RUNS, DRAWS = 6, 5


def inputs(detail, seed):
    if len(sys.argv) > 3:
        images = np.load(sys.argv[3])["images"].astype(np.int64)
        # As the fixture's own page says: pixels from 0 to 16 become real numbers from 0 to 1.
        scale, zero = detail["quantization"]
        codes = np.clip(np.round(images / 16 / scale) + zero, -128, 127)
        return codes.reshape(len(images), *detail["shape"])
    kind = np.iinfo(detail["dtype"])
    draw = np.random.default_rng(seed)
    return draw.integers(kind.min, kind.max + 1, (RUNS, *detail["shape"]))


def outputs(path, seed):
    model = Interpreter(
        model_path=path, experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    model.allocate_tensors()
    (given,), (got,) = model.get_input_details(), model.get_output_details()
    scale, zero = got["quantization"]
    found = []
    for sample in inputs(given, seed):
        model.set_tensor(given["index"], sample.astype(given["dtype"]))
        model.invoke()
        found.append((model.get_tensor(got["index"]).astype(np.float64) - zero) * scale)
    return np.concatenate([one.ravel() for one in found])


def main():
    cosines = []
    for seed in range(1 if len(sys.argv) > 3 else DRAWS):
        old, new = (outputs(path, seed) for path in sys.argv[1:3])
        cosines.append(old @ new / np.linalg.norm(old) / np.linalg.norm(new))
    print(min(cosines))


if __name__ == "__main__":
    main()
