"""Measures whole processes and writes RESULTS.md: `measure.py TFLENS KERNELS TWIN`.

hyperfine measures times, `time` measures peak memory. Processes run one after
another, without a shell, with their output discarded and the models in the page
cache. They take turns in several rounds, so that a busy machine slows all
of them and does not distort their ratios. KERNELS is the program in Kernels/,
which times the tables of single sites. TWIN is the folder of the programs compiled
from Twin/.
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

import floor
import results
import rewriting

HERE = pathlib.Path(__file__).parent
SCHEMA = HERE.parent / "schema" / "tflite.fbs"
MODELS = ("mobilenet_v3_small_float32", "mobilenet_v3_small_int8",
          "dense_500mb", "dense_tiny")
ROUNDS = int(os.environ.get("ROUNDS", "4"))
# flatc writes each byte of weights as a decimal number on its own line:
# 6 GB for the 500 MB model.
TOO_LARGE_FOR_FLATC = "dense_500mb"


@dataclasses.dataclass
class Command:
    """One process to measure, and its number of runs per round."""

    name: str
    words: list
    warmups: int
    runs: int
    output: str = ""  # the file that it writes, if any; removed before each run


def commands(tflens, model, scratch):
    """Yields the processes that read one model: tflens first, then the peers."""
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


def floor_commands(tflens, twin):
    """Yields model and process: what tflens is compared with in C and C++, then tflens."""
    def process(name, *words):
        return Command(name, list(words), 10, 50)

    yield "no model", process(floor.NOTHING, floor.program(twin, "nothing"))
    yield "no model", process(results.START, tflens, "--version")
    for model, path in floor.models().items():
        yield model, process(floor.TWIN, floor.program(twin, "twin"), str(path))
        for name, *words in (
                (results.TEXT, "inspect"), (results.HARD_SWISH, "hardswish"),
                (results.JSON, "inspect", "--format", "json"),
                (results.AUDIT, "audit", "--fail-on", "never")):
            yield model, process(name, tflens, *words, str(path))


def seconds(command):
    """Returns the run times of a process in one round and their mean CPU time, in seconds."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        prepare = ["--prepare", shlex.join(["rm", "-f", command.output])]
        subprocess.run(
            ["hyperfine", "--shell=none", "--style=none",
             f"--warmup={command.warmups}", f"--runs={command.runs}",
             f"--export-json={report.name}",
             *(prepare if command.output else []), shlex.join(command.words)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        result = json.load(report)["results"][0]
        return result["times"], result["user"] + result["system"]


def peak_bytes(command):
    """Returns the peak memory of a process, in bytes.

    `time` starts the process because a child of Python would inherit Python's own peak.
    """
    with tempfile.NamedTemporaryFile("r") as report:
        subprocess.run(
            ["time", "--format=%M", f"--output={report.name}",
             *command.words], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return int(report.read()) * 1024


def measure(commands_by_key):
    """Returns the measurements of each process by its key."""
    times = {key: [] for key in commands_by_key}
    processor = {key: [] for key in commands_by_key}
    for number in range(ROUNDS):
        for key, command in commands_by_key.items():
            print(f"round {number + 1} of {ROUNDS}: {' '.join(key)}",
                  file=sys.stderr)
            round_times, round_processor = seconds(command)
            times[key] += round_times
            processor[key].append(round_processor)
    return {
        key: results.Figures(
            len(times[key]), statistics.median(times[key]), min(times[key]),
            statistics.mean(processor[key]), peak_bytes(command))
        for key, command in commands_by_key.items()}


def rewrites(tflens):
    """Returns the measurements of rewrites of a large model, by model and name."""
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
    """Returns the time to compute the table of one HARD_SWISH, in seconds."""
    printed = subprocess.run(
        [kernels], capture_output=True, text=True, check=True).stdout
    values = dict(line.split() for line in printed.splitlines())
    return float(values["hard_swish_table_us"]) / 1e6


def settle(path):
    """Drops a model from the page cache and reads it again.

    Its layout in the cache decides how much of a mapped file counts as resident.
    That layout depends on how the file was written; after this it is always the same.
    """
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while file.read(1 << 20):
            pass


def main():
    for model in (*MODELS, rewriting.MODEL):
        settle(HERE / "models" / f"{model}.tflite")
    tflens, kernels, twin = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        table = {(model, command.name): command for model in MODELS
                 for command in commands(tflens, model, scratch)}
        # tflens first, without interruption: its times on two models are compared,
        # and both are short.
        figures = measure(dict(sorted(
            table.items(), key=lambda item: item[1].words[0] != tflens)))
    floor_figures = measure({
        (model, command.name): command
        for model, command in floor_commands(tflens, twin)})
    figures |= rewrites(tflens)
    text = results.document(
        tflens, HERE / "models", figures, floor_figures, table_seconds(kernels))
    (HERE / "RESULTS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
