"""Tests whether LiteRT runs models, with the reference kernels and with the default kernels.

Usage: accept_model.py MODEL... Prints one line per model: the result with the reference kernels,
the result with the default kernels (`runs`, `refused`, `died` or `slow`), and the model. Each run has its own
process, because a model may crash it.
"""
import sys

import numpy as np
import own_process
from ai_edge_litert.interpreter import Interpreter, OpResolverType


def run(path, kernels):
    interpreter = Interpreter(model_path=path, experimental_op_resolver_type=kernels, num_threads=1)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        if detail["dtype"] not in (np.str_, np.bytes_, object):
            interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))
    interpreter.invoke()


for model in sys.argv[1:]:
    answers = [own_process.words([model], lambda path, kernels=kernels: run(path, kernels), seconds=600)[0]
               for kernels in [OpResolverType.BUILTIN_REF, OpResolverType.AUTO]]
    print(*answers, model, flush=True)
