"""Reads a model and writes a copy: flatbuffer_utils.py MODULE MODEL OUTPUT

MODULE is ai_edge_litert.tools.flatbuffer_utils or
tensorflow.lite.tools.flatbuffer_utils. Neither waits for the disk.
"""

import importlib
import sys


def main(module, source, output):
    utilities = importlib.import_module(module)
    utilities.write_model(utilities.read_model(source), output)


main(*sys.argv[1:])
