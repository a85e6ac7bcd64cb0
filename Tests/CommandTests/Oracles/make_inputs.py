"""Writes inputs as people have them, and beside them the numbers that models must get.

make_inputs.py CASE FOLDER

`expected.npz` holds real numbers, or codes of an int8 input, by the name of each input; they are
computed here with numpy alone, and with Pillow where an image is decoded with loss or resized.
"""

import pathlib
import pickle
import sys

import numpy as np
from PIL import Image

random = np.random.default_rng(5)
ROOT = pathlib.Path(__file__).resolve().parents[3]
DIGITS = np.load(ROOT / "fixtures/digits_test.npz")["images"]


def pixels(*shape, count=6):
    return random.integers(0, 256, (count, *shape), dtype=np.uint8)


def stacked(images):
    return np.stack(images).reshape(-1, 1, 8, 8, 1)


def luma(rgb):
    """The grey of ITU-R 601, 0.299 R + 0.587 G + 0.114 B, in 16-bit fixed point as Pillow has it."""
    weights = np.floor(np.array([0.299, 0.587, 0.114]) * 65536 + 0.5).astype(np.int64)
    return ((rgb.astype(np.int64) @ weights + 32768) >> 16).astype(np.uint8)


def digits(folder):
    return {"image": (DIGITS.astype(np.int16) - 128).astype(np.int8).reshape(-1, 1, 8, 8, 1)}


def digits_as_floats(folder):
    return {"image": DIGITS.astype(np.float64).reshape(-1, 1, 8, 8, 1)}


def digits_normalized(folder):
    return {"image": DIGITS.reshape(-1, 1, 8, 8, 1) / 16}


def integers(folder):
    values = random.integers(-3, 4, (5, 8, 8, 1))
    np.save(folder / "integers.npy", values)
    return {"image": values.astype(np.float64)}


def floats(folder):
    values = random.random((5, 8, 8))
    np.save(folder / "floats.npy", values)
    return {"image": values.reshape(5, 8, 8, 1)}


def one_bin(folder):
    values = random.integers(-128, 128, (5, 8, 8, 1), dtype=np.int8)
    values.tofile(folder / "samples.bin")
    return {"image": values}


def bins(folder):
    values = random.random((4, 8, 8, 1)).astype(np.float32)
    for index, sample in enumerate(values):
        sample.astype("<f4").tofile(folder / f"{index}.bin")
    return {"image": values}


def grey(folder):
    images = pixels(8, 8)
    for index, image in enumerate(images):
        Image.fromarray(image).save(folder / f"{index}.png")
    return {"image": (stacked(images) - 127.5) / 63.75}


def shifted(folder):
    images = pixels(8, 8)
    for index, image in enumerate(images):
        Image.fromarray(image).save(folder / f"{index}.png")
    return {"image": (stacked(images).astype(np.int16) - 128).astype(np.int8)}


def sixteen_bits(folder):
    image = random.integers(0, 65536, (8, 8), dtype=np.uint16)
    Image.fromarray(image).save(folder / "deep.png")
    return {"image": stacked([(image // 256).astype(np.uint8)]) / 255}


def rgb(folder):
    image = pixels(8, 8, 3, count=1)[0]
    Image.fromarray(image).save(folder / "colours.png")
    return {"image": stacked([luma(image)]) / 255}


def resized(folder):
    images = [pixels(20, 30, count=1)[0], pixels(8, 8, count=1)[0], pixels(5, 5, count=1)[0]]
    for index, image in enumerate(images):
        Image.fromarray(image).save(folder / f"{index}.png")
    small = [np.asarray(Image.fromarray(image).resize((8, 8), Image.BILINEAR)) for image in images]
    return {"image": stacked(small) / 255}


def jpeg(folder):
    for index, image in enumerate(pixels(8, 8)):
        Image.fromarray(image).save(folder / f"{index}.JPG", "JPEG")
    read = [np.asarray(Image.open(path)) for path in sorted(folder.glob("*.JPG"))]
    return {"image": stacked(read) / 255}


def channels(folder):
    """RGB with a normalization for each channel, in the form of arrays."""
    images = pixels(2, 2, 3)
    np.savez(folder / "images.npz", photo=images)
    return {"x": (images - np.array([1, 2, 3.5])) / np.array([10, 20, 0.5])}


def planar(folder):
    """RGB for an input of [1, 3, 4, 5], as images, and as an array of bytes in that order."""
    pictures = pixels(4, 5, 3)
    for index, image in enumerate(pictures):
        Image.fromarray(image).save(folder / f"{index}.png")
    np.save(folder / "planes.npy", pictures.transpose(0, 3, 1, 2))
    normal = (pictures - np.array([1, 2, 3.5])) / np.array([10, 20, 0.5])
    return {"x": normal.transpose(0, 3, 1, 2).reshape(-1, 1, 3, 4, 5)}


def two(folder):
    x, y = random.random((3, 4)), random.random((3, 4)).astype(np.float32)
    np.save(folder / "x.npy", x)
    y.astype("<f4").tofile(folder / "y.bin")
    return {"x": x, "y": y}


def truncated_array(folder):
    np.save(folder / "bad.npy", random.random((5, 8, 8, 1)))
    cut(folder / "bad.npy", 300)


def truncated_archive(folder):
    np.savez(folder / "bad.npz", image=random.random((5, 8, 8, 1)))
    cut(folder / "bad.npz", 300)


def truncated_image(folder):
    Image.fromarray(pixels(64, 64, count=1)[0]).save(folder / "bad.png")
    cut(folder / "bad.png", 900)


def huge_image(folder):
    """A header of 100000 x 100000 pixels, with its checksum."""
    import struct
    import zlib

    head = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    (folder / "bad.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
        + b"\0\0\0\0IEND\xaeB\x60\x82")


def objects(folder):
    np.save(folder / "bad.npy", np.array([{}]), allow_pickle=True)


def pickled(folder):
    (folder / "bad.pkl").write_bytes(pickle.dumps([1, 2, 3]))


def text(folder):
    (folder / "bad.txt").write_text("nothing")


def nan(folder):
    np.save(folder / "bad.npy", np.full((8, 8), np.nan))


def sparse(folder):
    """Arrays of 4 GB that take no space on the disk."""
    with open(folder / "sparse.npy", "wb") as file:
        np.lib.format.write_array_header_1_0(
            file, {"descr": "<f4", "fortran_order": False, "shape": (1 << 24, 8, 8, 1)})
        file.truncate(file.tell() + (1 << 32))
    with open(folder / "sparse.bin", "wb") as file:
        file.truncate(1 << 32)


def wrong_size(folder):
    (folder / "0.bin").write_bytes(bytes(64))
    (folder / "1.bin").write_bytes(bytes(65))


def both_kinds(folder):
    (folder / "0.bin").write_bytes(bytes(64))
    Image.fromarray(pixels(8, 8, count=1)[0]).save(folder / "0.png")


def cut(path, size):
    path.write_bytes(path.read_bytes()[:size])


folder = pathlib.Path(sys.argv[2])
expected = globals()[sys.argv[1]](folder)
if expected:
    np.savez(folder.parent / "expected.npz", **expected)
