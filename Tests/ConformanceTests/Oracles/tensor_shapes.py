"""Prints the shapes that LiteRT infers for the tensors of models.

Usage: tensor_shapes.py MODEL... Prints one line of JSON per model: the result (`runs`,
`allocation` or `invocation` if it failed there, `died`), and the shapes of the tensors of each subgraph
after the run, or after allocation if the run failed.
"""
import json
import sys

import numpy as np
import own_process
from ai_edge_litert.interpreter import Interpreter, OpResolverType


def shapes(interpreter):
    """Returns the shapes by subgraph and tensor; null for tensors without one, such as temporaries."""
    inner = interpreter._interpreter

    def shape(tensor, subgraph):
        try:
            return [int(n) for n in inner.TensorSize(tensor, subgraph)]
        except ValueError:
            return None

    return [[shape(t, s) for t in range(inner.NumTensors(s))] for s in range(inner.NumSubgraphs())]


def attempt(path, resolver):
    def result():
        answer = {"outcome": "allocation"}
        try:
            interpreter = Interpreter(model_path=path, experimental_op_resolver_type=resolver, num_threads=1)
            interpreter.allocate_tensors()
            answer = {"outcome": "invocation", "shapes": shapes(interpreter)}
            for detail in interpreter.get_input_details():
                if detail["dtype"] not in (np.str_, np.bytes_, object):
                    interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))
            interpreter.invoke()
            answer = {"outcome": "runs", "shapes": shapes(interpreter)}
        except Exception as error:
            answer["error"] = str(error)[:300]
        return json.dumps(answer)

    text = own_process.text(result)
    return json.loads(text) if text else {"outcome": "died"}


for path in sys.argv[1:]:
    answer = attempt(path, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
    answer["default"] = attempt(path, OpResolverType.AUTO)["outcome"]
    answer["model"] = path
    print(json.dumps(answer), flush=True)
