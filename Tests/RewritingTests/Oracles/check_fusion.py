"""Checks certificates of fused hard-swish against LiteRT: check_fusion.py FOLDER

Each JSON file in the folder names two tensors of an old model and the operator of the new model that
replaces the operators between them. On every input code and under two resolvers, the difference between
old and new must be that of the certificate.
"""

import functools
import json
import sys
from pathlib import Path

import numpy as np

import part


read = functools.cache(part.read)


def values_of(tensor):
    """Returns every code of a tensor; for floats, values other than those of the certificate, except integers."""
    if tensor.type not in part.CODES:
        return np.linspace(-20, 20, 4001).astype(np.float32)
    info = np.iinfo(part.CODES[tensor.type])
    return np.arange(info.min, info.max + 1).astype(info.dtype)


def check(facts):
    """Returns the differences of one hard-swish, in words."""
    models = [read(facts["old"]), read(facts["new"])]
    tensor = models[0].subgraphs[0].tensors[facts["from"][0]]
    values = values_of(tensor)
    parts = [part.between(model, 0, source, result)[0]
             for model, source, result in zip(models, facts["from"], facts["to"])]
    for resolver in (part.REFERENCE, part.DEFAULT):
        old, new = (part.outputs(content, resolver, values) for content in parts)
        distance = np.abs(old.astype(np.float64) - new)
        if "max_absolute" in facts:
            # The bound of the certificate is for inputs from -16 to 16.
            within = np.abs(values) <= 16
            if distance[within].max() > facts["max_absolute"]:
                yield f"{distance.max()} for {facts['max_absolute']}"
            continue
        said = facts["reference" if resolver == part.REFERENCE else "default"]
        if said is None:
            continue
        found = {"max": distance.max(), "changed": (distance > 0).sum(), "table": new.tolist()}
        for key, value in found.items():
            if value != said[key]:
                yield f"{resolver.name} {key}: {value} for {said[key]}"


def main(folder):
    """Compares all models and prints how many."""
    files = sorted(Path(folder).glob("*.json"))
    different = [f"{file.stem}: {words}" for file in files
                 for words in check(json.loads(file.read_text()))]
    print("\n".join([*different, f"{len(files)} hard-swishes"]))
    sys.exit(bool(different))


if __name__ == "__main__":
    main(sys.argv[1])
