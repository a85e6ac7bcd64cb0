"""Finds the executable and runs it."""

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from typing import Any, Union

#: A JSON document.
Document = dict[str, Any]
#: The path of a model, or its bytes.
Model = Union[str, os.PathLike, bytes]
#: The value of an option; None and False leave it out.
Option = Union[str, int, float, bool, None, Sequence[Union[str, int, float]]]

#: The exit statuses of a command that did what it was asked: 1 says that there is something to look at.
_ANSWERED = (0, 1)


class TFLensError(Exception):
    """Why tflens did not do what it was asked.

    Attributes:
        status: The exit status: 1 for a limit that was passed, 2 for wrong usage, 3 for a file that cannot be read.
        code: The stable name of the kind of failure, such as ``truncated``.
        place: Where in the file it is, or None.
        message: What was found and what to do next.
    """

    def __init__(self, status: int, code: Union[str, None], place: Union[str, None], message: str):
        super().__init__(message)
        self.status = status
        self.code = code
        self.place = place
        self.message = message


def find_tflens_bin() -> str:
    """The path of the executable that this package installed, or else of the one on PATH.

    Raises:
        FileNotFoundError: If there is neither.
    """
    places = [sysconfig.get_path("scripts")]
    # `pip install --user` and `pip install --target` put scripts elsewhere.
    user_scheme = sysconfig.get_preferred_scheme("user") if hasattr(sysconfig, "get_preferred_scheme") else "posix_user"
    places.append(sysconfig.get_path("scripts", user_scheme))
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    places.append(os.path.join(package, "bin"))
    for place in places:
        path = os.path.join(place, "tflens")
        if os.access(path, os.X_OK):
            return path
    found = shutil.which("tflens")
    if found is None:
        raise FileNotFoundError("there is no tflens in " + ", ".join(places) + ", nor on PATH")
    return found


def run(command: str, *arguments: Model, **options: Option) -> Document:
    """Runs one command and returns its JSON document.

    Raises:
        TFLensError: If the command did not answer.
    """
    words, given = [], None
    for argument in arguments:
        if isinstance(argument, bytes):
            if given is not None:
                raise TypeError("only one model can be given as bytes")
            given = argument
            words.append("-")
        else:
            words.append(os.fspath(argument))
    process = subprocess.run(
        [find_tflens_bin(), command, "--format=json", *_spelled(options), "--", *words],
        input=given if given is not None else b"",
        capture_output=True,
        check=False,
    )
    document = _document(process.stdout)
    error = document.get("error") if document is not None else None
    if document is None or error is not None or process.returncode not in _ANSWERED:
        raise _failure(process.returncode, error, process.stderr.decode(errors="replace"))
    return document


def _spelled(options: dict[str, Option]) -> list[str]:
    words = []
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
        elif isinstance(value, (str, int, float)):
            words.append(f"{option}={value}")
        else:
            words += [f"{option}={element}" for element in value]
    return words


def _document(output: bytes) -> Union[Document, None]:
    try:
        document = json.loads(output)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _failure(status: int, error: Union[Document, None], told: str) -> TFLensError:
    error = error or {}
    code = error.get("code")
    if code is None and told.startswith("error: ") and "[" in told:
        # The first line ends with the code in brackets.
        code = told.split("\n", 1)[0].rpartition("[")[2].rstrip("]")
    message = told.strip().removeprefix("error: ") or error.get("message") or f"tflens ended with status {status}"
    return TFLensError(status, code, error.get("place") or None, message)
