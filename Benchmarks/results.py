"""Formats measurements as the tables of RESULTS.md."""

import dataclasses
import importlib.metadata
import os
import pathlib
import platform
import subprocess

import floor
import rewriting

START = "`tflens --version`"
TEXT = "`tflens inspect`"
JSON = "`tflens inspect --format json`"
HARD_SWISH = "`tflens hardswish`"
AUDIT = "`tflens audit`"
ANALYZER = "`tf.lite.experimental.Analyzer`"
ANALYZER_CORE = "Analyzer's C++ core, without TensorFlow"
OBJECT_API = "ai-edge-litert, schema object API"
ACCESSORS = "ai-edge-litert, lazy accessors"
FLATC = "`flatc --json`"
CAT = "`cat`"

FLOAT, INT8 = "mobilenet_v3_small_float32", "mobilenet_v3_small_int8"
LARGE, TWIN = "dense_500mb", "dense_tiny"

HEAD = """\
# Benchmarks

`make bench` measured all figures and wrote this page, in one run. Times are for a
whole process, from start to exit, without a shell, with the model in the page
cache and the output discarded. Processes take turns in several rounds; the tables
give the median and the minimum over all runs. *Ratio* is the median divided by that
of the first process in the table. *Peak* is the maximum resident memory of one run,
including mapped pages of the file.
"""

NOTES = """\
- The scripts of the other readers are in `peers/`. The Analyzer spends most of its
  time in `import tensorflow`. Its C++ core without TensorFlow is a private module of
  ai-edge-litert. The Analyzer prints neither quantization nor operator options.
- The object API creates a Python object for every table. The lazy accessors read
  fields on demand; their script does not read operator options.
- `flatc` writes all weights to a file as decimal numbers, 13 bytes for each
  byte. It did not run on `dense_500mb`, where the file would be 6 GB.
- `cat` only reads the file.
- The page cache holds a model as one sequential read left it, in chunks of up to
  2 MB. If a process reads one byte of a chunk, Linux may map the whole chunk and
  count it as that process's memory.
- `make_models.py` makes the models, with the same bytes every time. `dense_tiny` is
  the graph of `dense_500mb` with layers of 4 by 4 weights instead of 1000 by 1000.
  `conv_500mb` is a chain of 3 by 3 int8 convolutions of 512 channels with per-channel
  weights, and 18 HARD_SWISH.
"""


@dataclasses.dataclass
class Figures:
    """Measurements of one process: seconds and bytes."""

    runs: int
    median: float
    least: float
    processor: float
    peak: int


def milliseconds(seconds):
    """Returns a time in milliseconds, with one decimal below 100."""
    value = seconds * 1000
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def megabytes(count):
    """Returns a number of bytes in MB, with one decimal."""
    return f"{count / 1e6:,.1f}"


def table(head, rows):
    """Returns a Markdown table; all columns but the first are right-aligned."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def targets(figures, idle, floor_rows, table_seconds):
    """Yields goal, limit, measurement, and whether the goal is met.

    `idle` has the measurements of processes that read no model, by name; `floor_rows` those
    of the C++ twin and its peers, by model and name.
    """
    def at_most(text, limit, value, form):
        return text, f"at most {form(limit)}", form(value), value <= limit

    def at_least(text, limit, value):
        return text, f"at least {limit}x", f"{value:.1f}x", value >= limit

    def time(seconds):
        return f"{milliseconds(seconds)} ms"

    for model, limit in ((FLOAT, 0.008), (INT8, 0.012)):
        median = figures[model][TEXT].median
        yield at_most(f"time of {TEXT}, `{model}`", limit, median, time)
        for peer, factor in ((ANALYZER, 300), (OBJECT_API, 15)):
            yield at_least(f"faster than {peer}, `{model}`", factor,
                           figures[model][peer].median / median)
    yield at_most(
        f"time for `{LARGE}` / time for `{TWIN}`", 1.5,
        figures[LARGE][TEXT].median / figures[TWIN][TEXT].median,
        "{:.2f}x".format)
    yield at_most(f"time of {HARD_SWISH}, `{INT8}`", 0.015,
                  figures[INT8][HARD_SWISH].median, time)
    yield at_most(f"time of {AUDIT}, every rule, `{INT8}`", 0.025,
                  figures[INT8][AUDIT].median, time)
    yield at_most("table of one HARD_SWISH, 256 codes with their errors", 20,
                  table_seconds * 1e6, "{:.1f} microseconds".format)
    for name in (TEXT, JSON, HARD_SWISH):
        yield at_most(f"peak of {name}, `{LARGE}`", 30e6,
                      figures[LARGE][name].peak,
                      lambda count: f"{megabytes(count)} MB")
    forms = {"seconds": time, "ratio": "{:.2f}x".format,
             "bytes": lambda count: f"{megabytes(count)} MB"}
    for text, limit, value, kind in rewriting.targets(
            figures[rewriting.MODEL]):
        yield at_most(text, limit, value, forms[kind])
    for text, limit, value in floor.targets(
            idle[START], idle[floor.NOTHING], floor_rows):
        yield at_most(text, limit, value, forms["ratio"])


def first_line(*words):
    """Returns the first line of a program's output."""
    result = subprocess.run(words, capture_output=True, text=True, check=True)
    return result.stdout.splitlines()[0]


def processor():
    """Returns the name of the processor, from the kernel."""
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def setting(tflens):
    """Yields the machine and the versions, one line each."""
    yield f"{processor()}, {os.cpu_count()} cores"
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield f"tflens {first_line(tflens, '--version')}"
    yield first_line("swift", "--version")
    yield f"Python {platform.python_version()}"
    for package in (
            "tensorflow-cpu", "ai-edge-litert", "flatbuffers", "numpy"):
        yield f"{package} {importlib.metadata.version(package)}"
    yield first_line("flatc", "--version")
    yield first_line("hyperfine", "--version")


def by_model(figures):
    """Returns the measurements of each model, by process name."""
    models = {}
    for (model, name), row in figures.items():
        models.setdefault(model, {})[name] = row
    return models


def floor_table(rows):
    """Returns the table of processes that are compared with the first, the least possible."""
    first = next(iter(rows.values()))
    return table(
        ("Process", "Median, ms", "Min, ms", "Ratio", "CPU, ms", "CPU ratio",
         "Peak, MB"),
        [(name, milliseconds(row.median), milliseconds(row.least),
          f"{row.median / first.median:.2f}", milliseconds(row.processor),
          f"{row.processor / first.processor:.2f}", megabytes(row.peak))
         for name, row in rows.items()])


def document(tflens, folder, figures, floor_figures, table_seconds):
    """Returns RESULTS.md: goals, then each model, then machine and versions.

    `figures` has the measurements by model and process. `floor_figures` has those to compare
    with C and C++; two of its processes read no model.
    `table_seconds` is the time to compute the table of one HARD_SWISH.
    """
    models = by_model(figures)
    floors = by_model(floor_figures)
    idle = floors.pop("no model")
    parts = [HEAD, "## Goals\n", table(
        ("Goal", "Limit", "Measured", "Met"),
        [(*words, "yes" if met else "**no**")
         for *words, met in targets(models, idle, floors, table_seconds)])]
    parts += ["## Start and the least possible\n",
              f"The executable has {pathlib.Path(tflens).stat().st_size:,} bytes.\n",
              floor_table(idle)]
    for model, rows in floors.items():
        parts += [f"`{model}`:\n", floor_table(rows)]
    for model, rows in models.items():
        size = (folder / f"{model}.tflite").stat().st_size
        unit = next(iter(rows.values())).median
        parts += [f"## `{model}`, {size:,} bytes\n", table(
            ("Process", "Median, ms", "Min, ms", "Runs", "Ratio",
             "Peak, MB"),
            [(name, milliseconds(row.median), milliseconds(row.least),
              str(row.runs), f"{row.median / unit:,.1f}", megabytes(row.peak))
             for name, row in rows.items()])]
    parts += ["## Notes\n", NOTES + rewriting.NOTES + floor.NOTES,
              "## Machine and versions\n",
              "".join(f"- {line}\n" for line in setting(tflens))]
    return "\n".join(parts)
