"""Prints, as a line of JSON for each model, the memory that TFLite Micro's own interpreter takes for it.

usage: micro_memory.py [--minimum] [--variables N] MODEL...

Each model has its own process, because some end it. With --minimum, the smallest arena that is enough is found too, by
bisection in steps of 16 bytes.
"""

import argparse
import json
import os
import re
import sys
import tempfile

from tflite_micro.python.tflite_micro import runtime

ARENA = 1 << 28
LINE = re.compile(r"'(.+)' used (\d+) bytes")


def allocate(model, arena):
    return runtime.Interpreter.from_bytes(
        model, arena_size=arena, intrepreter_config=runtime.InterpreterConfig.kAllocationRecording)


def in_child(body):
    """What `body` prints on any stream, and whether it succeeds, in a process of its own."""
    with tempfile.TemporaryFile() as words:
        child = os.fork()
        if child == 0:
            os.dup2(words.fileno(), 1)
            os.dup2(words.fileno(), 2)
            try:
                body()
            except BaseException as error:
                print(error, file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        words.seek(0)
        return status == 0, words.read().decode(errors="replace")


def minimum(model, enough):
    """The smallest multiple of 16 that is enough."""
    low, high = 0, (enough + 15) // 16
    while high - low > 1:
        middle = (low + high) // 2
        if in_child(lambda: allocate(model, middle * 16))[0]:
            high = middle
        else:
            low = middle
    return high * 16


def measure(path, wants_minimum):
    model = open(path, "rb").read()
    done, words = in_child(lambda: allocate(model, ARENA).print_allocations())
    if not done:
        lines = [line for line in words.splitlines() if line.strip()]
        return {"path": path, "error": " / ".join(lines[-4:])}
    answer = {"path": path}
    for part in ("head", "tail"):
        answer[part] = int(re.search(rf"Arena allocation {part} (\d+)", words)[1])
    answer["parts"] = {name: int(count) for name, count in LINE.findall(words)}
    if wants_minimum:
        enough = answer["head"] + answer["tail"]
        while not in_child(lambda: allocate(model, enough // 16 * 16 + 16))[0]:
            enough *= 2
        answer["minimum"] = minimum(model, enough // 16 * 16 + 16)
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--minimum", action="store_true")
    parser.add_argument("models", nargs="+")
    arguments = parser.parse_args()
    for path in arguments.models:
        print(json.dumps(measure(path, arguments.minimum)), flush=True)
