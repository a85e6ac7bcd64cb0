"""Quantization: conversion between the values of a tensor and real numbers."""

import numpy as np


class Grid:
    """An element type with the scale and zero point of its codes, which are None if not quantized."""

    def __init__(self, words):
        kind, scale, zero_point = words.split(":")
        self.type = np.dtype(kind)
        self.scale = None if scale == "-" else float(scale)
        self.zero_point = None if zero_point == "-" else int(zero_point)

    def __eq__(self, other):
        return vars(self) == vars(other)

    @property
    def is_float(self):
        return self.type.kind == "f"

    def real(self, values):
        """Returns the exact real numbers for values."""
        if self.scale is None:
            return values.astype(np.float64)
        return self.scale * (values.astype(np.float64) - self.zero_point)

    def nearest(self, real):
        """Returns the values nearest to real numbers; ties round away from zero, as in the runtime."""
        if self.is_float:
            return real.astype(self.type)
        steps = real if self.scale is None else real / self.scale
        codes = np.trunc(steps + np.copysign(0.5, steps)) + (self.zero_point or 0)
        if self.type.kind == "b":
            return codes != 0
        least, most = np.iinfo(self.type).min, np.iinfo(self.type).max
        return np.clip(codes, least, most).astype(self.type)


def carried(values, source, target):
    """Converts values from one quantization to another, for the same real numbers."""
    return values if source == target else target.nearest(source.real(values))
