"""Writes random images of uint8 in which neighbours are alike, as in photographs, to an NPY file.

usage: smooth_images.py OUTPUT COUNT SIZE
"""

import sys

import numpy as np

output, count, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = np.random.default_rng(5)
coarse = np.kron(draw.uniform(0, 1, (count, size // 32, size // 32, 3)), np.ones((1, 32, 32, 1)))
images = 0.8 * coarse + 0.2 * draw.uniform(0, 1, coarse.shape)
np.save(output, np.clip(255 * images, 0, 255).astype(np.uint8))
