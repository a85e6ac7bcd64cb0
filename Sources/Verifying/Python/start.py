"""Reads the other files from standard input, each after its name and size, and starts the driver.

The arguments are the modules that must be there."""

import os
import sys

# The threads that numpy would start wait in a loop, and none has work here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Do not import modules from the current folder.
sys.path = [folder for folder in sys.path if folder]

from importlib.util import find_spec

missing = [name for name in sys.argv[1:] if not find_spec(name)]
if missing:
    print("missing", *missing)
    sys.exit()

pipe = sys.stdin.buffer
for line in iter(pipe.readline, b"run\n"):
    name, size = line.decode().split()
    module = sys.modules[name] = type(sys)(name)
    exec(compile(pipe.read(int(size)), name + ".py", "exec"), module.__dict__)
sys.modules["driver"].main(pipe)
