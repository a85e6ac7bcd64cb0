"""The least that tflens could take: programs in C and C++ to compare with, and goals."""

import os
import pathlib

HERE = pathlib.Path(__file__).parent
CORPUS = pathlib.Path(
    os.environ.get("TFLENS_CORPUS", HERE.parent.parent / "shared" / "models"))

NOTHING = "a C program that does nothing"
TWIN = "C++ twin"
# Goals: a process takes at most so many times as long as the C++ twin.
LIMITS = {"`tflens inspect`": 3, "`tflens hardswish`": 3,
          "`tflens inspect --format json`": 4, "`tflens audit`": 5}
START_LIMIT = 3

NOTES = """\
- The C++ twin (`Twin/twin.cc`) reads a whole model with the reader that `flatc`
  generates, verifies it with libflatbuffers, and prints operators, tensors and ranges
  of scales with `printf`. It is compiled with `-O2` and linked dynamically, as is the C
  program that does nothing.
- *CPU* is the mean of user and system time over all runs. A busy machine changes it
  less than the time from start to exit.
"""


def models():
    """Returns the paths of the models that the twin reads, by name."""
    paths = (HERE / "models" / "mobilenet_v3_small_int8.tflite",
             CORPUS / "ML-zoo__ssd_mobilenet_v3_int8.tflite")
    return {path.stem: path for path in paths if path.is_file()}


def program(folder, name):
    """Returns the path of a program that `run` compiled."""
    return str(pathlib.Path(folder) / name)


def targets(start, nothing, rows_by_model):
    """Yields goals: text, limit, and ratio, which is at most the limit if the goal is met.

    `start` and `nothing` are measurements of processes that read no model;
    `rows_by_model` has the others by model and name.
    """
    yield ("time of `tflens --version` / time of " + NOTHING, START_LIMIT,
           start.median / nothing.median)
    for model, rows in rows_by_model.items():
        for name, limit in LIMITS.items():
            yield (f"time of {name} / time of the {TWIN}, `{model}`", limit,
                   rows[name].median / rows[TWIN].median)
