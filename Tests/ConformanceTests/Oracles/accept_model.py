"""Says whether LiteRT runs models: by its reference kernels, and by its default ones.

Usage: accept_model.py MODEL... Prints, a line each, what the reference kernels made of the model,
what the default ones did, and the model: `runs`, `refused` or `died`. A model may end its process,
so each run has one of its own.
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
