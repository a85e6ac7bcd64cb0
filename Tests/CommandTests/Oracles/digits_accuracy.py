"""Counts the digits that models classify correctly in LiteRT: digits_accuracy.py TEST_SET MODEL...

Prints one line per model: the number of correct images with the reference kernels, with the
default kernels, and its file. If a kernel cannot run, the script fails with the runtime's message.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = (OpResolverType.BUILTIN_REF, OpResolverType.AUTO)


def given(images, source):
    """Converts the images to the type of an input: real numbers, or codes."""
    if source["dtype"] == np.float32:
        return images.astype(np.float32)
    scale, zero = source["quantization"]
    info = np.iinfo(source["dtype"])
    codes = np.clip(np.round(images / scale) + zero, info.min, info.max)
    return codes.astype(source["dtype"])


def right(path, resolver, images, labels):
    """Counts the images whose largest logit is that of their label."""
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
    """Runs all models on the whole test set."""
    test = np.load(test_set)
    images, labels = test["images"][..., np.newaxis] / 16, test["labels"]
    for path in paths:
        print(*(right(path, resolver, images, labels) for resolver in RESOLVERS), path)


if __name__ == "__main__":
    main(*sys.argv[1:])
