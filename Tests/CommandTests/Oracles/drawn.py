"""Random inputs over the whole range of their type."""

import numpy as np


def values(draw, detail):
    """Returns the next input of a generator, for the details of a tensor."""
    shape, type = detail["shape"], detail["dtype"]
    if type == np.float32:
        return draw.normal(size=shape).astype(type)
    if type == np.bool_:
        return draw.integers(0, 2, size=shape).astype(type)
    limits = np.iinfo(type)
    return draw.integers(limits.min, limits.max, size=shape, endpoint=True).astype(type)
