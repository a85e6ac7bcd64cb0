"""Runs tflens and returns what it says as dictionaries.

Each function runs one command on one model and returns its JSON document, whose keys `docs/json.md` describes.
Options are keyword arguments with the names of the command line: ``max_error_codes=1`` is ``--max-error-codes=1``,
``True`` is an option without a value, and a list repeats the option.
"""

from ._run import Document, Model, Option, TFLensError, find_tflens_bin, run

__all__ = [
    "Document",
    "Model",
    "TFLensError",
    "audit",
    "dump",
    "find_tflens_bin",
    "hardswish",
    "inspect",
    "rewrite",
    "run",
    "targets",
    "verify",
]


def inspect(model: Model, **options: Option) -> Document:
    """Operators, tensors and quantization of a model."""
    return run("inspect", model, **options)


def dump(model: Model, **options: Option) -> Document:
    """Every field of a model by its name in the schema."""
    return run("dump", model, **options)


def hardswish(model: Model, **options: Option) -> Document:
    """For each HARD_SWISH, whether one output scale serves it, and why."""
    return run("hardswish", model, **options)


def audit(model: Model, **options: Option) -> Document:
    """The findings of the audit. Findings are no failure: they are in the document."""
    return run("audit", model, **options)


def targets(model: Model, target: str, **options: Option) -> Document:
    """Which operators of a model a target supports, and why not the others."""
    return run("targets", target, **options, model=_path(model))


def rewrite(model: Model, output: str, **options: Option) -> Document:
    """Writes a rewritten model to ``output`` and returns what was changed and how far it can move codes.

    Raises TFLensError with status 1 if a change is above a limit; then nothing is written.
    """
    return run("rewrite", model, output=output, **options)


def verify(before: str, after: str, **options: Option) -> Document:
    """Runs two models in LiteRT and compares them. A difference is no failure: it is in the document."""
    return run("verify", before, after, **options)


def _path(model: Model) -> str:
    if isinstance(model, bytes):
        raise TypeError("give the path of a model here, not its bytes")
    return str(model)
