"""Compares `tflens batch` with Python loops and writes ZOO.md: `zoo.py TFLENS`.

This script makes the models, the same every time: small distinct models, and
variants of MobileNetV3 (int8), each with its own weights and scales. The Python
loops list operators and tensors; their time excludes imports. The time of tflens is
that of whole processes, from start to exit. All take turns in several rounds.
"""

import hashlib
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

from ai_edge_litert import schema_py_generated as schema

HERE = pathlib.Path(__file__).parent
sys.path.append(str(HERE.parent / "Tests" / "BatchingTests" / "Scripts"))
import make_zoo  # noqa: E402
import results  # noqa: E402

ROUNDS = 5
SMALL, LARGE, MANY = 2_000, 200, 20_000


def make_small(folder, count):
    """Makes distinct models of 3 to 5 KB; keeps existing ones."""
    sources = [(make_zoo.FIXTURES / f"{name}.tflite").read_bytes()
               for name in make_zoo.SOURCES]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number:05}.tflite"
        if not path.exists():
            path.write_bytes(
                make_zoo.variant(sources[number % len(sources)], number))


def make_large(folder, source, count):
    """Makes variants, each with its own scale and 4,096 weights."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number:05}.tflite"
        if path.exists():
            continue
        data = bytearray(source)
        model = schema.Model.GetRootAs(data)
        draw = random.Random(number)
        largest = max((model.Buffers(i) for i in range(model.BuffersLength())),
                      key=lambda buffer: buffer.DataLength())
        weights = largest.DataAsNumpy()
        for _ in range(4096):
            weights[draw.randrange(len(weights))] = draw.randrange(1, 255)
        graph = model.Subgraphs(0)
        scale = graph.Tensors(graph.Inputs(0)).Quantization().ScaleAsNumpy()
        scale *= 1 + number / 1000
        path.write_bytes(data)


def object_api(paths):
    """Lists operators and tensors with the object API."""
    found = 0
    for path in paths:
        model = schema.ModelT.InitFromPackedBuf(path.read_bytes())
        lines = []
        for graph in model.subgraphs:
            for index, item in enumerate(graph.operators):
                code = model.operatorCodes[item.opcodeIndex]
                lines.append(f"{index} {code.builtinCode} {item.inputs} "
                             f"{item.outputs}")
            for index, tensor in enumerate(graph.tensors):
                table = tensor.quantization
                scales = table.scale if table is not None else None
                count = 0 if scales is None else len(scales)
                lines.append(f"{index} {tensor.name} {tensor.type} "
                             f"{tensor.shape} {count}")
        found += len(lines)
    return found


def accessors(paths):
    """Lists operators and tensors with the lazy accessors."""
    found = 0
    for path in paths:
        model = schema.Model.GetRootAs(path.read_bytes())
        for number in range(model.SubgraphsLength()):
            graph = model.Subgraphs(number)
            for index in range(graph.OperatorsLength()):
                item = graph.Operators(index)
                found += item.OpcodeIndex() >= 0
                item.InputsAsNumpy(), item.OutputsAsNumpy()
            for index in range(graph.TensorsLength()):
                tensor = graph.Tensors(index)
                tensor.Name(), tensor.Type(), tensor.ShapeAsNumpy()
                found += 1
    return found


def sha256(paths):
    """Reads and hashes every byte, which `batch` with all rules must do too."""
    for path in paths:
        hashlib.sha256(path.read_bytes()).digest()


def batch(tflens, folder, *options):
    """Returns a function that runs a batch over a folder."""
    def run():
        with tempfile.NamedTemporaryFile() as report:
            subprocess.run(
                ["time", "--format=%M", f"--output={report.name}", tflens,
                 "batch", str(folder), "--quiet", "--exit-zero", *options],
                check=True, stdout=subprocess.DEVNULL)
            return int(report.read())
    return run


def targets(each):
    """Yields goal, limit, measurement, and whether the goal is met."""
    def at_least(name, least, value):
        return name, f"at least {least}x", value, value >= least

    loop, lazy = each["loop, object API, large"], each["loop, accessors, small"]
    yield at_least("tables only, large: speedup over the loop", 50,
                   loop / each["tables, large, 1 job"])
    one = each["all rules, large, 1 job"]
    yield at_least("all rules, large: speedup over the loop", 15, loop / one)
    yield at_least("all rules, large: speedup of 2 jobs over 1", 1.8,
                   one / each["all rules, large, 2 jobs"])
    small = lazy / each["all rules, small, 1 job"]
    yield ("all rules, small: speedup over the lazy loop", "more than 1x", small,
           small > 1)


def document(each, peaks, tflens):
    """Returns the page: measurements, goals, machine and versions."""
    work = [[name, f"{seconds * 1e3:.3f}",
             f"{peaks[name] / 1024:.1f}" if "job" in name else ""]
            for name, seconds in each.items()]
    asked = [[name, words, f"{value:.2f}x", "yes" if is_met else "**no**"]
             for name, words, value, is_met in targets(each)]
    parts = [
        "# Batches of models\n",
        "`Benchmarks/run-zoo` measured all figures and wrote this page. "
        f"Times are medians of\n{ROUNDS} rounds. A job is one worker process; "
        "the process that assigns work and collects\nrecords is in addition.\n",
        results.table(
            ["Work", "ms per model", "Peak of the largest process, MB"], work),
        results.table(["Goal", "Limit", "Measured", "Met"], asked),
        "## Notes\n",
        f"- *Large*: {LARGE:,} int8 MobileNetV3-Small of 2.8 MB; *small*: {SMALL:,} models of 3 to\n"
        "  5 KB.\n"
        "- *Loop*: a Python loop that lists operators and tensors with the object API of\n"
        "  ai-edge-litert's schema, or with its lazy accessors (the *lazy loop*).\n"
        "- *Tables*: `tflens batch` without the rules that read weights.\n",
        "## Machine and versions\n",
        "".join(f"- {line}\n" for line in results.setting(tflens)),
    ]
    return "\n".join(parts)


def main():
    tflens = sys.argv[1]
    models = HERE / "models"
    small, large, many = (models / name for name in ("small", "large", "many"))
    make_small(small, SMALL)
    make_small(many, MANY)
    few = models / "few"
    make_small(few, 200)
    source = models / "mobilenet_v3_small_int8.tflite"
    make_large(large, source.read_bytes(), LARGE)
    tables = []
    listing = subprocess.run([tflens, "rules", "--format", "json"],
                             capture_output=True, text=True, check=True)
    for rule in json.loads(listing.stdout)["rules"]:
        if rule["reads_weights"]:
            tables += [f"--ignore={rule['rule']}"]

    small_paths, large_paths = sorted(small.iterdir()), sorted(large.iterdir())
    work = {
        "loop, object API, large": (LARGE, lambda: object_api(large_paths)),
        "loop, accessors, small": (SMALL, lambda: accessors(small_paths)),
        "SHA-256 alone (OpenSSL), large": (LARGE, lambda: sha256(large_paths)),
        "tables, large, 1 job": (LARGE, batch(tflens, large, "-j1", *tables)),
        "all rules, large, 1 job": (LARGE, batch(tflens, large, "-j1")),
        "all rules, large, 2 jobs": (LARGE, batch(tflens, large, "-j2")),
        "all rules, small, 1 job": (SMALL, batch(tflens, small, "-j1")),
        "all rules, 200 small, 1 job": (200, batch(tflens, few, "-j1")),
        "all rules, 20,000 small, 1 job": (MANY, batch(tflens, many, "-j1")),
    }
    times, peaks = {name: [] for name in work}, {}
    for _ in range(ROUNDS):
        for name, (count, run) in work.items():
            start = time.perf_counter()
            peaks[name] = run()
            times[name].append((time.perf_counter() - start) / count)
    each = {name: statistics.median(values) for name, values in times.items()}
    text = document(each, peaks, tflens)
    (HERE / "ZOO.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
