"""Prints a model with the C++ part of the Analyzer, without TensorFlow.

It is a private module of ai-edge-litert. It shows what the Analyzer would cost
without importing TensorFlow first.
"""

import sys

from ai_edge_litert import _pywrap_analyzer_wrapper as wrapper

print(wrapper.ModelAnalyzer(sys.argv[1], True, False))
