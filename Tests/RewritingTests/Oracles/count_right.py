"""How many images of a test set each model names: count_right.py TEST_SET MODEL..."""

import sys

import numpy as np

import single

if __name__ == "__main__":
    images = np.load(sys.argv[1])
    for path in sys.argv[2:]:
        print(single.accuracy(path, images))
