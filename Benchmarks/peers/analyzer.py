"""Prints a model with TensorFlow's Analyzer, as its documentation shows."""

import sys

import tensorflow as tf

tf.lite.experimental.Analyzer.analyze(model_path=sys.argv[1])
