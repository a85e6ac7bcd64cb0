"""What both models are given: the same real numbers."""

import zipfile

import numpy as np

from grid import Grid, carried
from worker import Failure


class Port:
    """An input: its tensor and grid in both models, and the names it goes by."""

    def __init__(self, a, b, grid_a, grid_b, names):
        self.a, self.b = int(a), int(b)
        self.grid_a, self.grid_b = Grid(grid_a), Grid(grid_b)
        self.names = [bytes.fromhex(name).decode(errors="replace") for name in names.split(",")]

    def both(self, values, grid):
        """Values on one of its grids, as each model takes them."""
        return carried(values, grid, self.grid_a), carried(values, grid, self.grid_b)


def drawn(ports, shapes, seed, runs):
    """Inputs that the seed alone decides, run by run."""
    # The one generator whose numbers are the same in every version of numpy.
    random = np.random.RandomState(seed)
    for _ in range(runs):
        yield [port.both(*draw(port, shape, random)) for port, shape in zip(ports, shapes)]


def draw(port, shape, random):
    """Values, and the grid that they are on: a quantized one if there is one."""
    grid = port.grid_b if port.grid_a.scale is None and port.grid_b.scale else port.grid_a
    if grid.is_float:
        return (random.random_sample(shape) * 2 - 1).astype(grid.type), grid
    least, most = 0, 1
    if grid.type.kind != "b" and (grid.scale is not None or grid.type.itemsize == 1):
        least, most = np.iinfo(grid.type).min, np.iinfo(grid.type).max
    return random.randint(least, int(most) + 1, shape, np.int64).astype(grid.type), grid


def filed(ports, shapes, path, runs):
    """Inputs of a file, run by run, and how many runs there are."""
    try:
        file = np.load(path, allow_pickle=False)
        if not hasattr(file, "files"):
            raise ValueError("it holds one array; np.savez writes several with their names")
        columns = [column(port, shape, file) for port, shape in zip(ports, shapes)]
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise Failure("inputs", words=str(error)) from None
    counts = {len(values) for values, _ in columns}
    if len(counts) != 1:
        raise Failure("inputs", words="the arrays hold different numbers of samples: %s" % (
            ", ".join(str(len(values)) for values, _ in columns) or "no input to fill"))
    count = min(counts.pop(), runs or 1 << 62)
    if count == 0:
        raise Failure("inputs", words="the arrays hold no sample")
    pick = lambda run: [port.both(v[run], grid) for port, (v, grid) in zip(ports, columns)]
    return map(pick, range(count)), count


def column(port, shape, file):
    """The values of one input, its runs along a first dimension, and the grid that they are on."""
    name = next((name for name in port.names if name in file.files), None)
    if name is None:
        raise ValueError("it has no array %s; it has %s" % (
            " or ".join("'%s'" % name for name in port.names), ", ".join("'%s'" % name for name in file.files[:20])))
    values = file[name]
    if values.shape == shape:
        values = values[np.newaxis]
    elif values.shape[1:] == shape:
        pass
    elif shape and values.shape[1:] == shape[1:] and shape[0] and values.shape[0] % shape[0] == 0:
        values = values.reshape((-1,) + shape)
    else:
        raise ValueError("array '%s' has the shape %s; it must be %s, with any number of samples" % (
            name, list(values.shape), list(shape)))
    if values.dtype.kind == "f":
        real = Grid("float64:-:-")
        if not (port.grid_a.is_float and port.grid_b.is_float) and not np.isfinite(values).all():
            raise ValueError("array '%s' holds numbers that are not finite and have no code" % name)
        return values, real if values.dtype != np.float32 else Grid("float32:-:-")
    for grid in (port.grid_a, port.grid_b):
        if values.dtype == grid.type:
            return values, grid
    raise ValueError("array '%s' is of %s; it must be real numbers, or of %s" % (
        name, values.dtype, " or ".join(sorted({port.grid_a.type.name, port.grid_b.type.name}))))
