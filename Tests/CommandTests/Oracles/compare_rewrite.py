"""Compares a `tflens rewrite` without passes with its input: compare_rewrite.py TFLENS MODEL...

Both files must have the same dump, end with the same bytes or with a zip archive of the same
files, and give the same outputs in ai-edge-litert on the same inputs. A second rewrite changes nothing.
"""

import json
import os
import pickle
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

import comparison
import reader
from compare_inspect import trailing_bytes

SEED = 20_240_531
LARGEST_INPUT = 1 << 22


def compare(found, tflens, path):
    """Compares a model with its rewrite."""
    with tempfile.TemporaryDirectory() as folder:
        once, twice = (os.path.join(folder, name) for name in ("once.tflite", "twice.tflite"))
        document = comparison.run(tflens, "rewrite", path, "-o", once, "--format", "json")
        comparison.run(tflens, "rewrite", once, "-o", twice, "--format", "json")
        old, new = Path(path).read_bytes(), Path(once).read_bytes()

        found.check(new, Path(twice).read_bytes(), "$.second_rewrite")
        found.check(sorted(os.listdir(folder)), ["once.tflite", "twice.tflite"], "$.folder")
        printed = document["summary"]
        # A copy has the same errors as its model.
        errors = printed.pop("audit_errors_before")
        found.check(errors, printed.pop("audit_errors_after"), "$.summary.audit_errors_after")
        model = reader.Model(path)
        found.compare(summary(model, old, new), printed, "$.summary")
        dumps = [comparison.run(tflens, "dump", file, "--format", "json")["model"]
                 for file in (path, once)]
        found.check(json.dumps(dumps[0]), json.dumps(dumps[1]), "$.model")
        check_trailing(found, model, path, once)
        check_outputs(found, path, once)


def summary(model, old, new):
    """Checks the report."""
    operators = sum(len(graph.operators or []) for graph in model.subgraphs)
    return {"changes": 0, "max_error_codes": 0, "operators_before": operators,
            "operators_after": operators, "bytes_before": len(old), "bytes_after": len(new)}


def check_trailing(found, old, path, once):
    """Compares the bytes after the model: the same, or an archive with the same contents."""
    if zipfile.is_zipfile(path):
        found.check(archive(path), archive(once), "$.zip")
        return
    new = reader.Model(once)
    count = trailing_bytes(old)
    found.check(count, trailing_bytes(new), "$.trailing_bytes")
    found.check(old.bytes[len(old.bytes) - count:], new.bytes[len(new.bytes) - count:],
                "$.trailing")


def archive(path):
    """Returns the names and contents of an archive's files; zipfile checks their checksums."""
    with zipfile.ZipFile(path) as file:
        return [(info.filename, info.date_time, file.read(info)) for info in file.infolist()]


def check_outputs(found, path, once):
    """Runs both, if the old one runs."""
    old = outputs(path)
    if old is None:
        return
    new = outputs(once)
    found.check(True, new is not None, "$.runs")
    # Some models use random numbers: those differ from run to run.
    if new is not None:
        found.check(True, new == old or outputs(path) != old, "$.outputs")


def outputs(path):
    """Returns a model's outputs for seeded inputs, as bytes; None if LiteRT cannot run it.

    Runs in a child process, because a model may crash LiteRT.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            result = invoke(path)
        except (RuntimeError, ValueError, MemoryError):
            result = None
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(answer) if answer else None


def invoke(path):
    """Runs a model once; fills only numeric inputs up to a size limit."""
    # Messages of the runtime are not part of the result.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    model = Interpreter(model_path=str(path), num_threads=1)
    model.allocate_tensors()
    random = np.random.default_rng(SEED)
    for given in model.get_input_details():
        shape, kind = given["shape"], np.dtype(given["dtype"])
        if kind.kind not in "iufb" or np.prod(shape) > LARGEST_INPUT:
            return None
        values = random.random(shape) if kind.kind == "f" else random.integers(0, 2, shape)
        model.set_tensor(given["index"], values.astype(kind))
    model.invoke()
    results = [model.get_tensor(given["index"]) for given in model.get_output_details()]
    return [(str(result.dtype), result.shape, result.tobytes()) for result in results]


if __name__ == "__main__":
    comparison.main(compare)
