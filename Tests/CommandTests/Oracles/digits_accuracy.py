"""Counts the digits that models tell, in LiteRT: digits_accuracy.py TEST_SET MODEL...

Prints a line for each model: how many images it names by the reference kernels, how many by the
default ones, and its file. What a kernel cannot run ends with the runtime's own words.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = (OpResolverType.BUILTIN_REF, OpResolverType.AUTO)


def given(images, source):
    """The images as an input takes them: reals, or codes of its grid."""
    if source["dtype"] == np.float32:
        return images.astype(np.float32)
    scale, zero = source["quantization"]
    info = np.iinfo(source["dtype"])
    codes = np.clip(np.round(images / scale) + zero, info.min, info.max)
    return codes.astype(source["dtype"])


def right(path, resolver, images, labels):
    """The number of images whose largest logit is that of their label."""
    runtime = Interpreter(
        model_path=path, num_threads=1, experimental_op_resolver_type=resolver)
    source = runtime.get_input_details()[0]
    runtime.resize_tensor_input(source["index"], images.shape)
    runtime.allocate_tensors()
    runtime.set_tensor(source["index"], given(images, source))
    runtime.invoke()
    logits = runtime.get_tensor(runtime.get_output_details()[0]["index"])
    return int((logits.argmax(axis=1) == labels).sum())


def main(test_set, *paths):
    """All models on the whole test set."""
    test = np.load(test_set)
    images, labels = test["images"][..., np.newaxis] / 16, test["labels"]
    for path in paths:
        print(*(right(path, resolver, images, labels) for resolver in RESOLVERS), path)


if __name__ == "__main__":
    main(*sys.argv[1:])
