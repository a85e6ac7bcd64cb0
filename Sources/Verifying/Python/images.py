"""Samples from image files, decoded by Pillow one at a time."""

import os

import numpy as np

from files import opened
from npz import Unusable
from worker import Failure

# Pixels of one image: 200 MB in RGB. A small file can claim to hold more than memory does.
LARGEST = 1 << 26
MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def channel_axis(shape):
    """The dimension of the channels: the last, or the second of a batch of images whose last cannot be it.

    Converters from PyTorch keep its order, [N, channels, height, width]."""
    planar = len(shape) == 4 and shape[3] not in MODES and shape[1] in MODES
    return 1 if planar else len(shape) - 1


class Images:
    """PNG and JPEG files, in order; the elements are pixels from 0 to 255."""

    kind, name, type = "images", None, np.dtype("uint8")

    def __init__(self, paths):
        try:
            from PIL import Image
        except ImportError:
            raise Failure("pillow") from None
        self.library, self.paths, self.resized = Image, paths, 0
        self.title = "the images"

    def divide(self, shape):
        """Uses the images for an input of this shape."""
        axis = channel_axis(shape)
        if len(shape) != 4 or shape[axis] not in MODES or 0 in shape:
            raise Unusable("images need an input of [N, height, width, channels] or [N, channels, height, width], "
                           "with 1, 3 or 4 channels; this one is %s" % list(shape))
        self.sample, self.axis = shape, axis
        if len(self.paths) % shape[0]:
            raise Unusable("there are %d images; the input takes %d at a time" % (
                len(self.paths), shape[0]))
        self.count = len(self.paths) // shape[0]
        self.rest = iter(self.paths)

    def next(self):
        return np.stack([self.pixels(next(self.rest)) for _ in range(self.sample[0])])

    def pixels(self, path):
        channels = self.sample[self.axis]
        height, width = (size for place, size in enumerate(self.sample) if place not in (0, self.axis))
        name = os.path.basename(path)
        with opened(path) as stream:
            try:
                with self.library.open(stream, formats=("PNG", "JPEG")) as image:
                    if image.width * image.height > LARGEST:
                        raise Unusable("'%s' has %d x %d pixels; at most %d are allowed" % (
                            name, image.width, image.height, LARGEST))
                    image.load()
                    image = self.eight_bits(image).convert(MODES[channels])
                    if image.size != (width, height):
                        self.resized += 1
                        image = image.resize((width, height), self.library.BILINEAR)
                    pixels = np.asarray(image).reshape(height, width, channels)
                    return np.moveaxis(pixels, 2, 0) if self.axis == 1 else pixels
            except Unusable:
                raise
            # A decoder meets damaged files with exceptions of any type.
            except Exception as error:
                raise Unusable("'%s' cannot be decoded: %s" % (
                    name, str(error) or type(error).__name__)) from None

    def eight_bits(self, image):
        # `convert` would clip 16-bit grey instead of scaling it.
        if image.mode.startswith("I"):
            return self.library.fromarray((np.asarray(image) >> 8).astype(np.uint8))
        return image
