"""Measures whole processes and writes RESULTS.md: `measure.py TFLENS KERNELS`.

hyperfine takes the times, `time` the peak memory. Processes run one after
another, without a shell, their output thrown away, the models in the page
cache. All take their turn in each of several rounds, so that a busy spell of
the machine meets them all and spares their ratios. KERNELS is the program in
Kernels/, which times the tables of single sites by itself.
"""

import dataclasses
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile

import results
import rewriting

HERE = pathlib.Path(__file__).parent
SCHEMA = HERE.parent / "schema" / "tflite.fbs"
MODELS = ("mobilenet_v3_small_float32", "mobilenet_v3_small_int8",
          "dense_500mb", "dense_tiny")
ROUNDS = int(os.environ.get("ROUNDS", "4"))
# flatc writes each byte of weights as a decimal number on a line of its own:
# 6 GB for the 500 MB model.
TOO_LARGE_FOR_FLATC = "dense_500mb"


@dataclasses.dataclass
class Command:
    """One process to measure, and how often in each round."""

    name: str
    words: list
    warmups: int
    runs: int
    output: str = ""  # the file that it writes, if any; removed before each run


def commands(tflens, model, scratch):
    """Returns what reads one model: ours first, then the peers."""
    path = str(HERE / "models" / f"{model}.tflite")

    def ours(name, *words):
        return Command(name, [tflens, *words, path], 10, 50)

    def python(name, script, warmups, runs):
        script = str(HERE / "peers" / script)
        return Command(name, [sys.executable, script, path], warmups, runs)

    yield ours(results.TEXT, "inspect")
    yield ours(results.JSON, "inspect", "--format", "json")
    yield ours(results.HARD_SWISH, "hardswish")
    yield ours(results.AUDIT, "audit", "--fail-on", "never")
    yield python(results.ANALYZER, "analyzer.py", 1, 2)
    yield python(results.ANALYZER_CORE, "analyzer_core.py", 3, 20)
    yield python(results.OBJECT_API, "object_api.py", 1, 5)
    yield python(results.ACCESSORS, "accessors.py", 1, 5)
    if model != TOO_LARGE_FOR_FLATC:
        words = ["flatc", "--json", "--strict-json", "-o", scratch,
                 str(SCHEMA), "--", path]
        yield Command(results.FLATC, words, 1, 2)
    yield Command(results.CAT, ["cat", path], 3, 10)


def seconds(command):
    """Returns the times of a process in one round, in seconds."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        prepare = ["--prepare", shlex.join(["rm", "-f", command.output])]
        subprocess.run(
            ["hyperfine", "--shell=none", "--style=none",
             f"--warmup={command.warmups}", f"--runs={command.runs}",
             f"--export-json={report.name}",
             *(prepare if command.output else []), shlex.join(command.words)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return json.load(report)["results"][0]["times"]


def peak_bytes(command):
    """Returns the most memory that a process held at once, in bytes.

    `time` is small; a child of Python would inherit Python's own peak.
    """
    with tempfile.NamedTemporaryFile("r") as report:
        subprocess.run(
            ["time", "--format=%M", f"--output={report.name}",
             *command.words], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return int(report.read()) * 1024


def measure(commands_by_key):
    """Returns the figures of each process by its key."""
    times = {key: [] for key in commands_by_key}
    for number in range(ROUNDS):
        for key, command in commands_by_key.items():
            print(f"round {number + 1} of {ROUNDS}: {' '.join(key)}",
                  file=sys.stderr)
            times[key] += seconds(command)
    return {
        key: results.Figures(
            len(times[key]), statistics.median(times[key]), min(times[key]),
            peak_bytes(command))
        for key, command in commands_by_key.items()}


def rewrites(tflens):
    """Returns the figures of what writes a large model, by model and name."""
    folder = HERE / "models"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        table = {
            (rewriting.MODEL, name): Command(name, words, 0, runs, output)
            for name, words, runs, output
            in rewriting.processes(tflens, scratch)}
        try:
            return measure(table)
        finally:
            for command in table.values():
                if command.output:
                    pathlib.Path(command.output).unlink(missing_ok=True)


def table_seconds(kernels):
    """Returns what the table of one HARD_SWISH takes, in seconds."""
    printed = subprocess.run(
        [kernels], capture_output=True, text=True, check=True).stdout
    values = dict(line.split() for line in printed.splitlines())
    return float(values["hard_swish_table_us"]) / 1e6


def settle(path):
    """Reads a model into the page cache anew.

    How it lies there depends on who wrote it and when; this is the same
    every time, and decides how much of a mapped file counts as resident.
    """
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while file.read(1 << 20):
            pass


def main():
    for model in (*MODELS, rewriting.MODEL):
        settle(HERE / "models" / f"{model}.tflite")
    tflens = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        table = {
            # What no model can go below: a process that starts and ends.
            ("no model", results.START):
                Command(results.START, [tflens, "--version"], 10, 50),
            **{(model, command.name): command for model in MODELS
               for command in commands(tflens, model, scratch)}}
        # Ours in a row: two models are compared, and both are fast.
        figures = measure(dict(sorted(
            table.items(), key=lambda item: item[1].words[0] != tflens)))
    figures |= rewrites(tflens)
    text = results.document(
        tflens, HERE / "models", figures, table_seconds(sys.argv[2]))
    (HERE / "RESULTS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
