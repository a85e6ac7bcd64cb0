"""Reads arrays of NPZ and NPY files sample by sample, so that a size in the file cannot exhaust
memory."""

import math
import zipfile
import zlib

import numpy as np


class Unusable(Exception):
    """An invalid file: why, and what to do about it."""

    def __init__(self, words, fix=""):
        super().__init__(words)
        self.fix = fix


# Exceptions from damaged zip archives, streams and headers.
FAULTS = (OSError, ValueError, EOFError, NotImplementedError, RuntimeError, MemoryError,
          OverflowError, SyntaxError, TypeError, KeyError, zipfile.BadZipFile, zlib.error)
# In Fortran order, samples are interleaved: such arrays are read whole, up to this size.
LARGEST_FORTRAN = 1 << 26
# The zip directory is read whole.
MOST_NAMES = 10_000


class File:
    """An NPZ file: arrays by name."""

    def __init__(self, stream):
        try:
            self.zip = zipfile.ZipFile(stream)
        except FAULTS as error:
            raise unusable(error) from None
        members = self.zip.namelist()
        if len(members) > MOST_NAMES:
            raise Unusable("it has %d members; at most %d are allowed" % (len(members), MOST_NAMES))
        self.members = {name[:-4] if name.endswith(".npy") else name: name for name in members}
        self.names = list(self.members)

    def array(self, name):
        try:
            return Array("npz", name, self.zip.open(self.members[name]))
        except FAULTS as error:
            raise unusable(error, name) from None


def single(stream):
    """Returns the array of an NPY file."""
    try:
        return Array("npy", None, stream)
    except FAULTS as error:
        raise unusable(error) from None


class Array:
    """An array in a file, read from its start to its end."""

    resized = 0

    def __init__(self, kind, name, stream):
        self.kind, self.name, self.stream, self.whole = kind, name, stream, None
        version = np.lib.format.read_magic(stream)
        read = {(1, 0): np.lib.format.read_array_header_1_0,
                (2, 0): np.lib.format.read_array_header_2_0}.get(version)
        if read is None:
            raise ValueError("version %d.%d of the format is not known" % version)
        self.shape, self.is_fortran, self.type = read(stream)
        if self.type.hasobject:
            raise ValueError("it holds Python objects, as a pickle, which can run code; "
                             "it must hold numbers")
        if self.type.kind not in "biuf":
            raise ValueError("it has type %s; it must hold integers or real numbers" % self.type)

    @property
    def title(self):
        return "the array" if self.name is None else "array '%s'" % self.name

    def fits(self, shape):
        return count(self.shape, shape) is not None

    def divide(self, shape):
        """Uses the array as samples of this shape, along the first dimension or as a single sample."""
        self.count, self.sample = count(self.shape, shape), shape
        if self.count is None:
            raise Unusable("%s has the shape %s; it must be %s, or [N, ...] for N such samples" % (
                self.title, list(self.shape), list(shape)), "Give samples of the input's shape.")

    def next(self):
        try:
            if self.is_fortran and len(self.shape) > 1:
                return self.next_of_whole()
            return self.read(math.prod(self.sample)).reshape(self.sample)
        except FAULTS as error:
            raise unusable(error, self.name) from None

    def next_of_whole(self):
        if self.whole is None:
            size = math.prod(self.shape) * self.type.itemsize
            if size > LARGEST_FORTRAN:
                raise ValueError("it is in Fortran's order and has %d bytes; write it with "
                                 "np.ascontiguousarray" % size)
            values = self.read(math.prod(self.shape)).reshape(self.shape, order="F")
            self.whole = iter(values.reshape((self.count,) + self.sample))
        return np.ascontiguousarray(next(self.whole))

    def read(self, count):
        size = count * self.type.itemsize
        data = self.stream.read(size)
        if len(data) != size:
            raise ValueError("it ends before its last sample")
        return np.frombuffer(data, self.type).astype(self.type.newbyteorder("="))


def count(mine, shape):
    """Returns how many samples of a shape an array has; None if it does not consist of such."""
    if mine == shape:
        return 1
    if mine and mine[1:] == shape:
        return mine[0]
    if shape and mine and mine[1:] == shape[1:] and shape[0] and mine[0] % shape[0] == 0:
        return mine[0] // shape[0]
    # Dimensions of 1 are often left out: images of [450, 8, 8] are samples of [1, 8, 8, 1].
    if significant(mine) == significant(shape):
        return 1
    if mine and significant(mine[1:]) == significant(shape):
        return mine[0]
    return None


def significant(shape):
    return [size for size in shape if size != 1]


def unusable(error, name=None):
    words = str(error) or type(error).__name__
    return Unusable("array '%s': %s" % (name, words) if name is not None else words)
