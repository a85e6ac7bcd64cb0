"""Prints, as a line of JSON for each model, where LiteRT places the tensors of its first subgraph, without a delegate.

usage: litert_memory.py MODEL...

`end` is the distance from the first address of an activation to the end of the last; `offsets` has the address of each, by
index, from the first. What kernels add to the arena beside the tensors of the model is not seen, unless it lies between two.
"""

import json
import os
import sys

from ai_edge_litert import interpreter as litert


def measure(path):
    interpreter = litert.Interpreter(
        path, experimental_op_resolver_type=litert.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
    interpreter.allocate_tensors()
    places = {}
    for detail in interpreter.get_tensor_details():
        index = detail["index"]
        try:
            array = interpreter.tensor(index)()
        except ValueError:
            continue
        if array.nbytes:
            places[index] = (array.__array_interface__["data"][0], array.nbytes)
    return {"path": path, "places": places}


if __name__ == "__main__":
    for path in sys.argv[1:]:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                with os.fdopen(write, "w") as answer:
                    answer.write(json.dumps(measure(path)))
            except BaseException:
                os._exit(1)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as answer:
            words = answer.read()
        _, status = os.waitpid(child, 0)
        print(words if status == 0 and words else json.dumps({"path": path, "places": None}), flush=True)
