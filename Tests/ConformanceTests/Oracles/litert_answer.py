"""Runs models in LiteRT, in a child process that may crash."""

import os
import resource
import select
import signal
import time

import numpy as np
import own_process
from ai_edge_litert.interpreter import Interpreter, OpResolverType

KERNELS = {
    "default": OpResolverType.AUTO,
    "builtin": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "reference": OpResolverType.BUILTIN_REF,
}


def run(model, kernels, strings=False):
    """Loads, allocates and invokes the model with zero inputs, then each of its signatures.

    With `strings`, inputs of strings have one letter for each element; without, they have none.
    """
    interpreter = Interpreter(
        model_content=model, experimental_op_resolver_type=KERNELS[kernels], num_threads=1)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        if detail["dtype"] not in (np.str_, np.bytes_, object):
            interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))
        elif strings:
            interpreter.set_tensor(detail["index"], np.full(detail["shape"], b"a", object))
    interpreter.invoke()
    for name in interpreter.get_signature_list():
        runner = interpreter.get_signature_runner(name)
        runner(**{
            key: np.zeros(detail["shape"], detail["dtype"])
            for key, detail in runner.get_input_details().items()
            if detail["dtype"] not in (np.str_, np.bytes_, object)
        })


def _limit(megabytes):
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _child(model, kernels, out, megabytes):
    own_process.silence()
    _limit(megabytes)
    try:
        run(model, kernels)
        words = "runs"
    except Exception as error:  # any exception of the binding
        words = "refused " + " ".join(str(error).split())[:300]
    os.write(out, words.encode("utf-8", "replace"))
    os._exit(0)


def answer(model, kernels="default", seconds=20, megabytes=6000):
    """Returns `runs`; `refused` and the reason; `died` and the signal; or `slow`, which is inconclusive.

    This process must not have run a model itself, because threads do not survive a fork.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _child(model, kernels, writer, megabytes)
    os.close(writer)
    words, deadline = b"", time.monotonic() + seconds
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            os.kill(child, signal.SIGKILL)
            words = b"slow"
            break
        part = os.read(reader, 4096)
        if not part:
            break
        words += part
    os.close(reader)
    status = os.waitpid(child, 0)[1]
    if words:
        return words.decode("utf-8", "replace")
    return "died by signal %d" % os.WTERMSIG(status)


def answers(models, kernels="default", seconds=20, megabytes=6000, strings=False):
    """Returns the first word of each model's result, in order; a child runs models until one crashes it.

    `models` has the bytes of each model, or functions that make them in the child.
    """
    return own_process.words(
        models, lambda model: run(model() if callable(model) else model, kernels, strings), seconds,
        prepare=lambda: _limit(megabytes))
