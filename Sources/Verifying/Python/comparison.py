"""Differences between the values of one tensor in both models, over all runs."""

import math

import numpy as np

from grid import Grid

# The number of elements compared at a time, which limits memory.
PIECE = 1 << 20


class Comparison:
    """Accumulates differences over pairs of arrays, without keeping the arrays."""

    def __init__(self, kind, a, b, grid_a, grid_b):
        self.is_output, self.is_own = kind == "output", kind == "own"
        self.a, self.b = int(a), int(b)
        self.grid_a, self.grid_b = Grid(grid_a), Grid(grid_b)
        self.shares_codes = self.grid_a == self.grid_b and not self.grid_a.is_float
        scales = [abs(grid.scale) for grid in (self.grid_a, self.grid_b) if grid.scale is not None]
        self.step = max(scales, default=None)
        self.problem = None
        self.count = self.equal = 0
        self.most = self.sum = self.noise = 0.0
        self.dot = self.square_a = self.square_b = 0.0

    def add(self, a, b):
        if a.shape != b.shape:
            self.problem = "shape %s %s" % (words(a.shape), words(b.shape))
            return
        a, b = a.reshape(-1), b.reshape(-1)
        add = self.add_codes if self.shares_codes else self.add_real
        with np.errstate(all="ignore"):
            for start in range(0, a.size, PIECE):
                add(a[start:start + PIECE], b[start:start + PIECE])

    def add_codes(self, a, b):
        # As an unsigned number, the wrapped difference is correct.
        wide = np.uint64 if a.dtype.kind in "ub" else np.int64
        least, most = np.minimum(a, b).astype(wide), np.maximum(a, b).astype(wide)
        codes = (most.astype(np.uint64) - least.astype(np.uint64)).astype(np.float64)
        zero_point = self.grid_a.zero_point or 0
        self.note(codes, a.astype(np.float64) - zero_point, b.astype(np.float64) - zero_point)

    def add_real(self, a, b):
        left, right = self.grid_a.real(a), self.grid_b.real(b)
        # The real number of the other side, rounded to the precision of a float.
        if self.grid_b.is_float:
            left = left.astype(self.grid_b.type).astype(np.float64)
        if self.grid_a.is_float:
            right = right.astype(self.grid_a.type).astype(np.float64)
        same = (left == right) | (np.isnan(left) & np.isnan(right))
        self.note(np.where(same, 0, np.abs(left - right)), left, right)

    def note(self, distance, left, right):
        self.count += distance.size
        self.equal += int(np.count_nonzero(distance == 0))
        # A maximum with NaN in it is NaN.
        self.most = float(np.maximum(self.most, distance.max()))
        self.sum += float(distance.sum())
        self.noise += float((distance * distance).sum())
        self.dot += float((left * right).sum())
        self.square_a += float((left * left).sum())
        self.square_b += float((right * right).sum())

    def figures(self):
        """Returns the figures as words, or why there are none."""
        if self.problem:
            return self.problem
        mean = self.sum / self.count if self.count else 0.0
        unit = 1.0
        if self.shares_codes:
            codes = (self.most, mean)
            unit = 1.0 if self.step is None else self.step
        else:
            codes = None if self.step is None else (self.most / self.step, mean / self.step)
        shown = [str(self.count), str(self.equal), repr(self.most * unit)]
        shown += ["-", "-"] if codes is None else [repr(codes[0]), rounded(codes[1])]
        squares = [rounded(total * unit * unit / max(1, self.count))
                   for total in (self.noise, self.square_a)]
        return " ".join(shown + [rounded(self.cosine())] + squares)

    def cosine(self):
        """Returns the cosine of the angle between both as vectors; None if one of them is zero."""
        if self.square_a == 0 or self.square_b == 0:
            return None
        if self.square_a == self.square_b:
            length = self.square_a
        else:
            length = math.sqrt(self.square_a) * math.sqrt(self.square_b)
        cosine = self.dot / length
        return cosine if math.isnan(cosine) else max(-1.0, min(1.0, cosine))


def rounded(number):
    """Returns twelve digits; further ones depend on the order of summation of the machine."""
    return "-" if number is None else repr(float("%.12g" % number))


def words(shape):
    return ",".join(map(str, shape)) or "-"
