"""What one tensor holds over all runs, counted and added up without rounding: the result is the same
in any order of the runs, and on every machine."""

import math

import numpy as np

from grid import Grid

# The number of elements measured at a time, which limits memory and keeps sums of integers exact.
PIECE = 1 << 20
MOST_BINS = 2048
# The exponent of the smallest float32, and the number of bits of its fraction.
LEAST_EXPONENT, BITS = -149, 24
# Makes every exponent of a float32 an index.
SHIFT = 200


class Measurement:
    """Counts, exact sums and a histogram of one tensor.

    Values are in steps: codes minus the zero point, or real numbers for floats."""

    def __init__(self, tensor, grid):
        self.tensor, self.grid = int(tensor), Grid(grid)
        self.is_unread = False
        self.finite = self.nan = self.infinite = self.lowest_code = self.highest_code = 0
        # Sums of floats are in multiples of 2 to the power -(SHIFT + BITS), and of its square.
        self.sum = self.square_sum = 0
        self.lowest = self.highest = None
        self.bins = Bins(LEAST_EXPONENT if self.grid.is_float else 0)

    def add(self, values):
        values = values.reshape(-1)
        for start in range(0, values.size, PIECE):
            piece = values[start:start + PIECE]
            steps = self.real(piece) if self.grid.is_float else self.codes(piece)
            if steps.size:
                self.note(steps)

    def codes(self, codes):
        limits = np.iinfo(codes.dtype)
        self.lowest_code += int(np.count_nonzero(codes == limits.min))
        self.highest_code += int(np.count_nonzero(codes == limits.max))
        steps = codes.astype(np.int64) - self.grid.zero_point
        self.sum += int(steps.sum())
        self.square_sum += int((steps * steps).sum())
        return steps.astype(np.float64)

    def real(self, values):
        finite = np.isfinite(values)
        if not finite.all():
            nan = int(np.count_nonzero(np.isnan(values)))
            self.nan += nan
            self.infinite += values.size - int(np.count_nonzero(finite)) - nan
            values = values[finite]
        values = values.astype(np.float64)
        if values.size:
            self.add_up(values)
        return values

    def add_up(self, values):
        """Adds the values and their squares as integers, one sum for each exponent."""
        fractions, exponents = np.frexp(values)
        places = exponents.astype(np.int64) + SHIFT
        # Whole numbers of BITS bits; sums of PIECE of them are exact.
        whole = np.ldexp(fractions, BITS)
        squares = whole * whole
        upper = np.floor(np.ldexp(squares, -BITS))
        lower = squares - np.ldexp(upper, BITS)
        sums = [np.bincount(places, weights=one) for one in (whole, upper, lower)]
        for index in np.flatnonzero(np.bincount(places)).tolist():
            one, high, low = (int(each[index]) for each in sums)
            self.sum += one << index
            self.square_sum += ((high << BITS) + low) << (2 * index)

    def note(self, steps):
        self.finite += steps.size
        lowest, highest = float(steps.min()), float(steps.max())
        self.lowest = lowest if self.lowest is None else min(lowest, self.lowest)
        self.highest = highest if self.highest is None else max(highest, self.highest)
        self.bins.add(steps, self.lowest, self.highest)

    def words(self):
        """Returns what was counted as words of the response."""
        power = -(SHIFT + BITS) if self.grid.is_float else 0
        words = [self.tensor, self.finite, self.nan, self.infinite, self.lowest_code,
                 self.highest_code, exact(self.sum, power), exact(self.square_sum, 2 * power)]
        if self.finite:
            words += [repr(self.lowest), repr(self.highest), self.bins.exponent, self.bins.first,
                      ",".join(map(str, self.bins.counts.tolist()))]
        return " ".join(map(str, words))


class Bins:
    """A histogram whose bins join in pairs as the range of its values grows.

    A width is a power of two, and bins begin at its multiples. It is the smallest width for which
    MOST_BINS hold all values, so it depends on the values, but not on their order."""

    def __init__(self, least):
        self.exponent, self.first, self.counts = least, 0, None

    def add(self, values, lowest, highest):
        """Adds values; `lowest` and `highest` are those of all values, the earlier ones too."""
        before, self.exponent = self.exponent, fitting(lowest, highest, self.exponent)
        first, last = place(lowest, self.exponent), place(highest, self.exponent)
        counts = np.zeros(last - first + 1, np.int64)
        if self.counts is not None:
            # No index has more than 53 bits.
            joined = min(self.exponent - before, 62)
            indices = (self.first + np.arange(self.counts.size)) >> joined
            np.add.at(counts, indices - first, self.counts)
        indices = np.floor(np.ldexp(values, -self.exponent)).astype(np.int64) - first
        counts += np.bincount(indices, minlength=counts.size)
        self.first, self.counts = first, counts


def fitting(lowest, highest, exponent):
    """Returns the smallest exponent, `exponent` or more, of a width for a range."""
    # An index is exact as a double.
    largest = max(abs(lowest), abs(highest))
    while math.ldexp(largest, -exponent) > 2.0 ** 52:
        exponent += 1
    while place(highest, exponent) - place(lowest, exponent) >= MOST_BINS:
        exponent += 1
    return exponent


def place(value, exponent):
    return math.floor(math.ldexp(value, -exponent))


def exact(number, power):
    return "%s0x%xp%d" % ("-" if number < 0 else "", abs(number), power)
