"""Prints the cosine of two models' outputs in LiteRT: cosine.py OLD NEW [NPZ]

All outputs of all runs form one vector. Inputs are 6 of uniformly drawn codes, or the uint8 array
`images` of an NPZ file, shifted to int8 codes.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RUNS = 6


def inputs(detail):
    if len(sys.argv) > 3:
        images = np.load(sys.argv[3])["images"].astype(np.int64)
        # As the fixture's own page says: pixels from 0 to 16 become real numbers from 0 to 1.
        scale, zero = detail["quantization"]
        codes = np.clip(np.round(images / 16 / scale) + zero, -128, 127)
        return codes.reshape(len(images), *detail["shape"])
    kind = np.iinfo(detail["dtype"])
    draw = np.random.default_rng(0)
    return draw.integers(kind.min, kind.max + 1, (RUNS, *detail["shape"]))


def outputs(path):
    model = Interpreter(
        model_path=path, experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    model.allocate_tensors()
    (given,), (got,) = model.get_input_details(), model.get_output_details()
    scale, zero = got["quantization"]
    found = []
    for sample in inputs(given):
        model.set_tensor(given["index"], sample.astype(given["dtype"]))
        model.invoke()
        found.append((model.get_tensor(got["index"]).astype(np.float64) - zero) * scale)
    return np.concatenate([one.ravel() for one in found])


def main():
    old, new = outputs(sys.argv[1]), outputs(sys.argv[2])
    print(old @ new / np.linalg.norm(old) / np.linalg.norm(new))


if __name__ == "__main__":
    main()
