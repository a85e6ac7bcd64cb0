"""``python -m tflens_cli`` is ``tflens``."""

import os
import sys

from ._run import find_tflens_bin


def main() -> None:
    """Becomes the executable, with the same arguments."""
    executable = find_tflens_bin()
    os.execv(executable, [executable, *sys.argv[1:]])


if __name__ == "__main__":
    main()
