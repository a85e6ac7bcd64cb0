"""Inputs: both models get the same real numbers."""

import math
import os

import numpy as np

import images
import npz
import sources
from grid import Grid, carried
from worker import Failure


class Port:
    """An input: its tensor and quantization in both models, the normalization that a model states,
    and its names."""

    def __init__(self, a, b, grid_a, grid_b, stated, names):
        self.a, self.b = int(a), int(b)
        self.grid_a, self.grid_b = Grid(grid_a), Grid(grid_b)
        self.stated = None if stated == "-" else Normalization(*stated.split(":"))
        self.names = [bytes.fromhex(name).decode(errors="replace") for name in names.split(",")]

    def both(self, values, grid):
        """Converts values from one of its quantizations to that of each model."""
        return carried(values, grid, self.grid_a), carried(values, grid, self.grid_b)


class Normalization:
    """(x - mean) / std, each one number, or one for each channel."""

    def __init__(self, means, stds):
        self.means = [float(mean) for mean in means.split(",")]
        self.stds = [float(std) for std in stds.split(",")]

    def check(self, shape):
        axis = images.channel_axis(shape)
        channels = shape[axis] if shape else 1
        for name, numbers in (("mean", self.means), ("std", self.stds)):
            if len(numbers) not in (1, channels):
                raise npz.Unusable("%s has %d value%s, but the input has %d channel%s" % (
                    name, len(numbers), "" if len(numbers) == 1 else "s",
                    channels, "" if channels == 1 else "s"),
                    "Give one number, or one for each channel.")
            if not all(map(math.isfinite, numbers)) or (name == "std" and 0 in numbers):
                raise npz.Unusable("the %s of the model's metadata is %s; use --mean and --std" % (
                    name, ", ".join(map(repr, numbers))))
        # One number for each channel stands along its dimension.
        self.rest = (1,) * (len(shape) - 1 - axis)

    def real(self, values):
        means, stds = (np.reshape(numbers, (-1, *self.rest)) for numbers in (self.means, self.stds))
        return (values.astype(np.float64) - means) / stds


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


def filed(ports, shapes, typed, normalization):
    """Returns the feed of each input, and how many samples all of them have.

    `typed` are the paths as typed, each with NAME= before it if it is for one input."""
    with blamed():
        chosen = choose(ports, shapes, [os.fsdecode(one) for one in typed])
    feeds = []
    for port, shape, (place, column) in zip(ports, shapes, chosen):
        with blamed(os.fsdecode(typed[place])):
            feeds.append(Feed(port, shape, place, column, normalization))
    if normalization and not any(feed.normalization for feed in feeds):
        raise Failure("inputs", words="--mean and --std have no effect: they are for images and "
                      "arrays of uint8; other arrays hold real numbers or codes\nRemove them.")
    counts = {feed.column.count for feed in feeds}
    if len(counts) != 1:
        raise Failure("inputs", words="the arrays hold different numbers of samples: %s" % (
            ", ".join(str(feed.column.count) for feed in feeds) or "no input to fill"))
    count = counts.pop()
    if count < 1:
        raise Failure("inputs", words="the arrays hold no sample")
    return feeds, count


def samples(feeds, typed, count):
    """Yields the inputs of both models, run by run; one sample of each input is in memory."""
    for _ in range(count):
        values = []
        for feed in feeds:
            with blamed(os.fsdecode(typed[feed.place])):
                values.append(feed.next())
        yield values


class blamed:
    """Makes failures of a file failures of the comparison, which name the file."""

    def __init__(self, name=None):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, npz.Unusable):
            words = "'%s': %s" % (self.name, error) if self.name else str(error)
            raise Failure("inputs", words="%s\n%s" % (words, error.fix)) from None


def choose(ports, shapes, typed):
    """Returns for each input the place of its path in `typed`, and its column of samples."""
    chosen, archives = {}, []
    for place, one in enumerate(typed):
        index, path = addressed(ports, one)
        with blamed(one):
            found = sources.source(path)
        if index is None and not isinstance(found, npz.File):
            if len(ports) != 1:
                raise npz.Unusable("'%s' could be for any of %d inputs; say which: --inputs %s=%s" % (
                    one, len(ports), ports[0].names[0] if ports else "NAME", one))
            index = 0
        if index is None:
            archives.append((place, found))
            continue
        if index in chosen:
            raise npz.Unusable("input '%s' is given twice" % ports[index].names[0],
                               "Remove one of them.")
        with blamed(one):
            if isinstance(found, npz.File):
                found = member(ports[index], shapes[index], [found], is_only=True)[1]
        chosen[index] = (place, found)
    open_inputs = [index for index in range(len(ports)) if index not in chosen]
    if open_inputs and not archives:
        raise npz.Unusable("there is no data for input '%s'" % ports[open_inputs[0]].names[0])
    for index in open_inputs:
        with blamed(typed[archives[0][0]] if len(archives) == 1 else None):
            which, column = member(
                ports[index], shapes[index], [file for _, file in archives], len(open_inputs) == 1)
        chosen[index] = (archives[which][0], column)
    used = {place for place, _ in chosen.values()}
    for place, one in enumerate(typed):
        if ports and place not in used:
            raise npz.Unusable("'%s' holds nothing for an input of the model" % one)
    return [chosen[index] for index in range(len(ports))]


def addressed(ports, typed):
    """Returns the input that a path is for, if NAME= stands before it, and the path."""
    if os.path.lexists(typed):
        return None, typed
    names = [(len(name), index, name) for index, port in enumerate(ports) for name in port.names]
    for length, index, name in sorted(names, reverse=True):
        if typed.startswith(name + "="):
            return index, typed[length + 1:]
    if "=" in typed:
        raise npz.Unusable("'%s' is not a file, and the model has no input '%s'; it has %s" % (
            typed, typed.partition("=")[0],
            " and ".join("input '%s'" % port.names[0] for port in ports) or "no input"),
            "Check the path, and the name before it.")
    return None, typed


def member(port, shape, archives, is_only):
    """Returns which archive has the array of an input, and the array.

    An array without the input's name is it if no other input needs one, and no other array fits."""
    for name in port.names:
        for which, file in enumerate(archives):
            if name in file.names:
                return which, file.array(name)
    there = [(which, name) for which, file in enumerate(archives) for name in file.names]
    if is_only and len(there) == 1:
        return there[0][0], archives[there[0][0]].array(there[0][1])
    fitting = []
    if is_only:
        for which, name in there:
            try:
                array = archives[which].array(name)
            except npz.Unusable:
                continue
            if array.fits(shape):
                fitting.append((which, array))
    if len(fitting) == 1:
        return fitting[0]
    raise npz.Unusable("it has no array '%s'; it has %s" % (
        port.names[0], ", ".join("'%s'" % name for _, name in there[:20]) or "no arrays"),
        "Name the array like the input, or write the input's name before the file: NAME=FILE.")


class Feed:
    """The samples of one input, and how they become what both models get."""

    def __init__(self, port, shape, place, column, normalization):
        self.port, self.place, self.column = port, place, column
        self.clipped = self.total = 0
        # The lowest and the highest of the real numbers that were given.
        self.lowest = self.highest = None
        if column.kind == "raw":
            column.take(port.grid_a.type)
        column.divide(shape)
        self.grids = (port.grid_a, port.grid_b)
        self.normalization = None
        self.conversion, self.grid = self.choice(normalization)
        if self.normalization:
            self.normalization.check(shape)

    def choice(self, normalization):
        """Returns how values are converted, and the quantization that they then have."""
        real = Grid("float64:-:-")
        kind = self.column.type
        if kind.kind == "f":
            return "real-numbers", Grid("float32:-:-") if kind == np.float32 else real
        # Bare bytes are of the input's type already.
        is_pixel = kind == np.uint8 and self.column.kind != "raw"
        if is_pixel and normalization:
            self.normalization = normalization
            return "normalized", real
        same = next((grid for grid in self.grids if grid.type == kind), None)
        if same:
            return "codes", same
        if is_pixel and self.port.stated:
            self.normalization = self.port.stated
            return "normalized", real
        twins = {"uint8": "int8", "int8": "uint8"}
        twin = twins.get(kind.name)
        shifted = next((grid for grid in self.grids
                        if grid.type.name == twin and grid.scale is not None), None)
        if shifted:
            return "shifted-codes", shifted
        if any(grid.is_float for grid in self.grids):
            return "real-numbers", real
        whole = next((grid for grid in self.grids if grid.scale is None), None)
        if whole:
            return "integers", whole
        types = {grid.type.name for grid in self.grids}
        types |= {twins[name] for name in types if name in twins}
        raise npz.Unusable("%s has type %s; it must be float, %s%s" % (
            self.column.title, kind, " or ".join(sorted(types)),
            "; --mean and --std make pixels real numbers" if is_pixel else ""))

    def next(self):
        values = self.column.next()
        if self.normalization:
            values = self.normalization.real(values)
        elif self.conversion == "shifted-codes":
            # The other type's code of the same distance from the lowest.
            shift = 128 if self.grid.type == np.uint8 else -128
            values = (values.astype(np.int16) + shift).astype(self.grid.type)
        elif self.conversion == "integers":
            values = self.whole(values)
        elif values.dtype.kind == "f":
            self.check(values)
        else:
            values = values.astype(self.grid.type)
        if self.grid.is_float:
            self.note(values)
        return self.port.both(values, self.grid)

    def whole(self, values):
        kind = self.grid.type
        if kind.kind == "b":
            return values != 0
        limits = np.iinfo(kind)
        for value in (values.min(initial=0), values.max(initial=0)):
            if not limits.min <= int(value) <= limits.max:
                raise npz.Unusable("%s holds %d; the input is of %s" % (
                    self.column.title, value, kind))
        return values.astype(kind)

    def check(self, values):
        codes = not all(grid.is_float for grid in self.grids)
        if codes and not np.isfinite(values).all():
            raise npz.Unusable("%s holds numbers that are not finite and have no code" %
                               self.column.title, "Remove the samples with NaN or infinity.")

    def note(self, values):
        """Counts the real numbers for which an input has no code, and keeps their range."""
        self.total += values.size
        finite = values[np.isfinite(values)]
        if finite.size:
            lowest, highest = float(finite.min()), float(finite.max())
            self.lowest = lowest if self.lowest is None else min(self.lowest, lowest)
            self.highest = highest if self.highest is None else max(self.highest, highest)
        outside = np.zeros(values.shape, bool)
        for grid in self.grids:
            if grid.scale is not None:
                limits = np.iinfo(grid.type)
                steps = values.astype(np.float64) / grid.scale + grid.zero_point
                outside |= (steps < limits.min - 0.5) | (steps > limits.max + 0.5)
        self.clipped += int(np.count_nonzero(outside))

    def words(self):
        """Returns what was done, as words of the response."""
        column, normalization = self.column, self.normalization
        name = "-" if column.name is None else column.name.encode(errors="replace").hex()
        numbers = ("-", "-")
        if normalization:
            numbers = (",".join(map(repr, normalization.means)),
                       ",".join(map(repr, normalization.stds)))
        return "%d %s %s %s %s %s %s %d %d %d" % (
            self.place, column.kind, name or "-", column.type.name, self.conversion, *numbers,
            column.resized, self.clipped, self.total)
