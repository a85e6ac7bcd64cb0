"""Writes ranges of a float model that are those of an int8 model's codes, times a factor.

usage: other_ranges.py RANGES FACTOR OUTPUT

Requantizing the int8 model by minmax to them gives it scales that are wrong by the factor.
"""

import json
import math
import sys


def main():
    with open(sys.argv[1]) as file:
        document = json.load(file)
    for tensor in document["tensors"]:
        scale, zero_point = tensor["scale"], tensor["zero_point"]
        low, high = (float(sys.argv[2]) * scale * (code - zero_point) for code in (-128, 127))
        exponent = math.ceil(math.log2((high - low) / 2000))
        first, last = (math.floor(end / 2 ** exponent) for end in (low, high))
        counts = [0] * (last - first + 1)
        counts[0] = counts[-1] = 1
        tensor.update(
            type="FLOAT32", scale=None, zero_point=None, count=2, lowest_code_count=0, highest_code_count=0,
            clipped_count=0, saturated_low=None, saturated_high=None, codes_used=None, min=low, max=high,
            histogram={"bin_width": 2.0 ** exponent, "bin_width_exponent": exponent, "first_bin": first,
                       "exact": False, "counts": counts})
    with open(sys.argv[3], "w") as file:
        json.dump(document, file)


if __name__ == "__main__":
    main()
