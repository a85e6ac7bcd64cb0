"""Counts the images of a test set that each model classifies correctly: count_right.py TEST_SET MODEL..."""

import sys

import numpy as np

import single

if __name__ == "__main__":
    images = np.load(sys.argv[1])
    for path in sys.argv[2:]:
        print(single.accuracy(path, images))
