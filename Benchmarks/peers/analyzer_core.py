"""Prints a model with the C++ part of the Analyzer, without TensorFlow.

ai-edge-litert carries it as a private module: it shows what the Analyzer
would cost if it did not import TensorFlow first.
"""

import sys

from ai_edge_litert import _pywrap_analyzer_wrapper as wrapper

print(wrapper.ModelAnalyzer(sys.argv[1], True, False))
