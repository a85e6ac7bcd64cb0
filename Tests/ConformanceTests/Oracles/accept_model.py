"""Tests whether LiteRT runs models, with the reference kernels and with the default kernels.

Usage: accept_model.py MODEL... Prints one line per model: the result with the reference kernels,
the result with the default kernels (`runs`, `refused` or `died`), and the model. Each run has its own
process, because a model may crash it.
"""
import subprocess
import sys

import numpy as np


def run(path, kernels):
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter = Interpreter(
        model_path=path, experimental_op_resolver_type=OpResolverType[kernels], num_threads=1
    )
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        if detail["dtype"] not in (np.str_, np.bytes_, object):
            interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))
    interpreter.invoke()


if sys.argv[1] == "--child":
    run(sys.argv[2], sys.argv[3])
    sys.exit(0)
for model in sys.argv[1:]:
    answers = []
    for kernels in ["BUILTIN_REF", "AUTO"]:
        child = subprocess.run(
            [sys.executable, __file__, "--child", model, kernels], capture_output=True, timeout=600
        )
        status = child.returncode
        answers.append("died" if status < 0 else "refused" if status else "runs")
    print(*answers, model, flush=True)
