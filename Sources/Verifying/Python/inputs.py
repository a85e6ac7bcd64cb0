"""Inputs: both models get the same real numbers."""

import numpy as np

import npz
from grid import Grid, carried
from worker import Failure


class Port:
    """An input: its tensor and quantization in both models, and its names."""

    def __init__(self, a, b, grid_a, grid_b, names):
        self.a, self.b = int(a), int(b)
        self.grid_a, self.grid_b = Grid(grid_a), Grid(grid_b)
        self.names = [bytes.fromhex(name).decode(errors="replace") for name in names.split(",")]

    def both(self, values, grid):
        """Converts values from one of its quantizations to that of each model."""
        return carried(values, grid, self.grid_a), carried(values, grid, self.grid_b)


def drawn(ports, shapes, seed, runs):
    """Random inputs, run by run; they depend only on the seed."""
    # The only generator with the same numbers in every version of numpy.
    random = np.random.RandomState(seed)
    for _ in range(runs):
        yield [port.both(*draw(port, shape, random)) for port, shape in zip(ports, shapes)]


def draw(port, shape, random):
    """Returns values and their quantization: a quantized one if there is one."""
    grid = port.grid_b if port.grid_a.scale is None and port.grid_b.scale else port.grid_a
    if grid.is_float:
        return (random.random_sample(shape) * 2 - 1).astype(grid.type), grid
    least, most = 0, 1
    if grid.type.kind != "b" and (grid.scale is not None or grid.type.itemsize == 1):
        least, most = np.iinfo(grid.type).min, np.iinfo(grid.type).max
    return random.randint(least, int(most) + 1, shape, np.int64).astype(grid.type), grid


def filed(ports, shapes, path, runs):
    """Inputs from a file, run by run, and the number of runs."""
    try:
        file = npz.File(path)
        columns = [column(port, shape, file) for port, shape in zip(ports, shapes)]
    except npz.Unusable as error:
        raise Failure("inputs", words=str(error)) from None
    counts = {array.count for array, _ in columns}
    if len(counts) != 1:
        raise Failure("inputs", words="the arrays hold different numbers of samples: %s" % (
            ", ".join(str(array.count) for array, _ in columns) or "no input to fill"))
    count = min(counts.pop(), runs or 1 << 62)
    if count < 1:
        raise Failure("inputs", words="the arrays hold no sample")
    return samples(ports, columns, count), count


def samples(ports, columns, count):
    """Yields the inputs of both models, run by run; one sample of each array is in memory."""
    try:
        for _ in range(count):
            yield [port.both(sample(port, array), grid)
                   for port, (array, grid) in zip(ports, columns)]
    except npz.Unusable as error:
        raise Failure("inputs", words=str(error)) from None


def sample(port, array):
    values = array.next()
    codes = not (port.grid_a.is_float and port.grid_b.is_float)
    if values.dtype.kind == "f" and codes and not np.isfinite(values).all():
        raise npz.Unusable("array '%s' holds numbers that are not finite and have no code" % array.name)
    return values


def column(port, shape, file):
    """Returns the array of one input, with runs along the first dimension, and its quantization."""
    name = next((name for name in port.names if name in file.names), None)
    if name is None:
        raise npz.Unusable("it has no array %s; it has %s" % (
            " or ".join("'%s'" % name for name in port.names),
            ", ".join("'%s'" % name for name in file.names[:20])))
    array = file.array(name)
    array.divide(shape)
    if array.type.kind == "f":
        return array, Grid("float64:-:-") if array.type != np.float32 else Grid("float32:-:-")
    for grid in (port.grid_a, port.grid_b):
        if array.type == grid.type:
            return array, grid
    raise npz.Unusable("array '%s' is of %s; it must be real numbers, or of %s" % (
        name, array.type, " or ".join(sorted({port.grid_a.type.name, port.grid_b.type.name}))))
