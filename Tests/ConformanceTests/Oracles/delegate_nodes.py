"""Lists the operators of a model that LiteRT delegates to XNNPACK, segment by segment.

Reads paths, one per line; writes one line of JSON for each: the number of operators of subgraph 0 and, for each
delegate node in execution order, the operators that it replaces. LiteRT reports only a node's inputs
and outputs, so the operators are those on the paths from its outputs back to its inputs. This misses operators whose
result reaches no output of the graph; `hidden` lists them.
"""

import json
import multiprocessing
import os
import sys

from ai_edge_litert.interpreter import Interpreter, OpResolverType


def delegated(path):
    plain = Interpreter(path, experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
    count = len(plain._get_ops_details())
    interpreter = Interpreter(path, experimental_op_resolver_type=OpResolverType.AUTO)
    try:
        # Delegates are applied before kernels are prepared, so models that fail later have their nodes too.
        interpreter.allocate_tensors()
    except RuntimeError:
        pass
    nodes = interpreter._get_ops_details()
    producers = {}
    for node in nodes[:count]:
        for tensor in node["outputs"]:
            producers.setdefault(int(tensor), int(node["index"]))
    segments = []
    for node in nodes[count:]:
        inputs = {int(tensor) for tensor in node["inputs"]}
        waiting, members = [int(tensor) for tensor in node["outputs"]], set()
        while waiting:
            producer = producers.get(waiting.pop())
            if producer is None or producer in members:
                continue
            members.add(producer)
            waiting += [int(t) for t in nodes[producer]["inputs"] if t >= 0 and int(t) not in inputs]
        segments.append(sorted(members))
    return {"operators": count, "segments": segments, "hidden": sorted(hidden(plain, nodes[:count]))}


def hidden(interpreter, nodes):
    needed = {int(detail["index"]) for detail in interpreter.get_output_details()}
    found = set()
    for node in reversed(nodes):
        if needed.isdisjoint(int(tensor) for tensor in node["outputs"]):
            found.add(int(node["index"]))
        else:
            needed |= {int(tensor) for tensor in node["inputs"]}
    return found


def answer(path, pipe):
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        pipe.send(delegated(path))
    except Exception as error:
        pipe.send({"error": str(error)[:200]})


for path in sys.stdin.read().splitlines():
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.Process(target=answer, args=(path, theirs))
    child.start()
    theirs.close()
    found = {"error": "the process died"}
    try:
        if ours.poll(60):
            found = ours.recv()
    except EOFError:
        pass
    child.kill()
    child.join()
    print(json.dumps(dict(found, path=path)), flush=True)
