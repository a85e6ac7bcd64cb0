"""Runs two models in TFLite Micro on the same inputs; exits with 1 if an output differs in a bit.

usage: compare_micro.py A B
"""

import sys

import numpy as np
from tflite_micro.python.tflite_micro import runtime

import drawn


def outputs(path, seed):
    interpreter = runtime.Interpreter.from_file(path)
    draw = np.random.default_rng(seed)
    number = 0
    while True:
        try:
            detail = interpreter.get_input_details(number)
        except IndexError:
            break
        interpreter.set_input(drawn.values(draw, detail), number)
        number += 1
    interpreter.invoke()
    found = []
    while True:
        try:
            found.append(interpreter.get_output(len(found)))
        except IndexError:
            return found


for seed in range(3):
    for number, (a, b) in enumerate(zip(outputs(sys.argv[1], seed), outputs(sys.argv[2], seed), strict=True)):
        if a.tobytes() != b.tobytes():
            sys.exit(f"output {number} differs for seed {seed}")
