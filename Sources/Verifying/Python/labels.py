"""Labels: the class of each sample, and how often both models predict it."""

import os

import numpy as np

import npz
import sources
from worker import Failure


def read(path, there, count):
    """Returns the labels of the first `count` of `there` samples."""
    name = os.fsdecode(path)
    try:
        array = found(name)
        if array.type.kind not in "iu":
            raise npz.Unusable("%s has type %s; labels must be integers" % (
                array.title, array.type))
        if len(npz.significant(array.shape)) > 1 or not array.shape:
            raise npz.Unusable("%s has the shape %s; there must be one class index for each sample" % (
                array.title, list(array.shape)))
        if array.shape[0] != there:
            raise npz.Unusable("%s holds %d label%s for %d sample%s" % (
                array.title, array.shape[0], "s"[:array.shape[0] != 1], there, "s"[:there != 1]))
        try:
            return array.read(count).astype(np.int64)
        except npz.FAULTS as error:
            raise npz.unusable(error, array.name) from None
    except npz.Unusable as error:
        raise Failure("labels", words="'%s': %s" % (name, error)) from None


def found(name):
    """Returns the array: that of an NPY file, or of an NPZ file the array 'labels' or the only one."""
    source = sources.source(name)
    if isinstance(source, npz.Array):
        return source
    if not isinstance(source, npz.File):
        raise npz.Unusable("it is not an NPZ or NPY file")
    if "labels" in source.names:
        return source.array("labels")
    if len(source.names) == 1:
        return source.array(source.names[0])
    raise npz.Unusable("it has no array 'labels'; it has %s" % (
        ", ".join("'%s'" % one for one in source.names[:20]) or "no arrays"))


class Tally:
    """Counts the samples for which the largest output of each model is that of the label."""

    def __init__(self, labels):
        self.labels, self.next = labels, 0
        self.right = [0, 0]
        self.different = 0

    def add(self, comparison, a, b):
        """Takes the outputs of both models for the next sample."""
        label = int(self.labels[self.next])
        chosen = [self.predicted(grid, values, label) for grid, values in (
            (comparison.grid_a, a), (comparison.grid_b, b))]
        self.next += 1
        self.right = [count + (one == label) for count, one in zip(self.right, chosen)]
        self.different += chosen[0] != chosen[1]

    def predicted(self, grid, values, label):
        """Returns the class with the largest number; the first one if several have it."""
        if values.size != (values.shape[-1] if values.shape else 0):
            raise Failure("labels", words="the output has the shape %s; it must have one number for "
                          "each class of one sample" % list(values.shape))
        if not 0 <= label < values.size:
            raise Failure("labels", words="label %d of sample %d is no class: the output has %d, "
                          "from 0 to %d" % (label, self.next, values.size, values.size - 1))
        return int(np.argmax(grid.real(values)))

    def words(self):
        return "%d %d %d %d" % (self.next, *self.right, self.different)
