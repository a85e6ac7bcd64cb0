"""Samples as bare bytes, little-endian, in the type of an input."""

import os

import numpy as np

from files import opened
from npz import Unusable

WHOLE = "Write whole samples, one after the other."


class Raw:
    """One file with one sample after the other, or several files with a sample each."""

    kind, name, resized = "raw", None, 0

    def __init__(self, paths, is_one):
        self.paths, self.is_one = paths, is_one
        self.title = "the data"

    def take(self, type):
        """Reads elements of this type."""
        self.type = type

    def divide(self, shape):
        """Uses the bytes as samples of this shape."""
        self.sample = shape
        self.size = int(np.prod(shape, dtype=object)) * self.type.itemsize
        self.count = len(self.paths)
        self.stream = None
        if self.is_one:
            self.stream = opened(self.paths[0])
            size = os.fstat(self.stream.fileno()).st_size
            if self.size == 0 or size % self.size:
                raise Unusable("it has %d bytes; a sample of %s has %d" % (
                    size, self.words(), self.size), WHOLE)
            self.count = size // self.size
        self.rest = iter(self.paths)

    def next(self):
        if self.is_one:
            data = self.stream.read(self.size)
            if len(data) != self.size:
                raise Unusable("it became shorter while it was read")
        else:
            path = next(self.rest)
            with opened(path) as stream:
                data = stream.read(self.size + 1)
                size = os.fstat(stream.fileno()).st_size
            if len(data) != self.size:
                raise Unusable("'%s' has %d bytes; a sample of %s has %d" % (
                    os.path.basename(path), size, self.words(), self.size), WHOLE)
        values = np.frombuffer(data, self.type.newbyteorder("<")).reshape(self.sample)
        return values.astype(self.type)

    def words(self):
        return "%s %s" % (self.type.name, list(self.sample))
