"""Says whether LiteRT runs models: by its reference kernels, and by its default ones.

Usage: accept_model.py MODEL... Prints, a line each, `runs` or what happened, and the model.
A model may end its process, so each run has one of its own.
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
    answer = "runs"
    for kernels in ["BUILTIN_REF", "AUTO"]:
        child = subprocess.run(
            [sys.executable, __file__, "--child", model, kernels], capture_output=True, timeout=600
        )
        if child.returncode < 0:
            answer = f"died-{-child.returncode}"
        elif child.returncode and answer == "runs":
            answer = "refused"
    print(answer, model, flush=True)
