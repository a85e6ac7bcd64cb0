"""Finds out what --inputs names."""

import glob
import os

import images
import npz
import raw
from files import opened
from npz import Unusable

IMAGES = (".png", ".jpg", ".jpeg")
# Bytes with which files begin, whatever their names are.
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def source(path):
    """Returns what a path or pattern stands for: an NPZ file, or the samples of one input."""
    if os.path.isdir(path):
        return several(listed(path))
    if not os.path.lexists(path) and glob.has_magic(path):
        return several(sorted(glob.glob(path, recursive=True)))
    if ending(path) == ".bin":
        return raw.Raw([path], is_one=True)
    stream = opened(path)
    start = stream.read(8)
    stream.seek(0)
    if start[:4] in ARCHIVES:
        return npz.File(stream)
    if start[:6] == b"\x93NUMPY":
        return npz.single(stream)
    stream.close()
    if start.startswith(PICTURES):
        return images.Images([path])
    if start[:2] in PICKLES:
        raise Unusable("it is a pickle, which can run code when it is read; save numbers with "
                       "np.save or np.savez")
    raise Unusable("its content is not that of an NPZ, NPY, PNG or JPEG file, and its name does not end in .bin",
                   "If it should be such a file, it is damaged: write it again.")


def listed(folder):
    try:
        return sorted(os.path.join(folder, name) for name in os.listdir(folder))
    except OSError as error:
        raise Unusable(error.strerror or str(error), "Check the path.") from None


def several(paths):
    """Returns the images or raw samples among files."""
    pictures = [path for path in paths if ending(path) in IMAGES]
    bare = [path for path in paths if ending(path) == ".bin"]
    if pictures and bare:
        raise Unusable("it holds both images and .bin files; give a pattern, such as '*.png'")
    if pictures:
        return images.Images(pictures)
    if bare:
        return raw.Raw(bare, is_one=False)
    raise Unusable("there is no .png, .jpg, .jpeg or .bin file", "Check the path.")


def ending(path):
    return os.path.splitext(path)[1].lower()
