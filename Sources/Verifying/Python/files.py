"""Opens files that a user named, which may be anything."""

import os
import stat

from npz import Unusable


def opened(path):
    """Opens a regular file; anything else could make reading wait forever."""
    try:
        # Non-blocking, because the other end of a pipe may never be opened.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        stream = os.fdopen(descriptor, "rb")
    except OSError as error:
        raise Unusable(error.strerror or str(error), "Check the path.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        stream.close()
        raise Unusable("'%s' is not a file" % os.path.basename(path))
    return stream
