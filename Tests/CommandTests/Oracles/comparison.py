"""Compares the output of tflens with another reader's view of the same model."""

import gc
import json
import subprocess
import sys

import numpy as np

from schema_text import SCHEMA

SHOWN = 8
DEPRECATED = SCHEMA.deprecated
# Documents are trees of millions of objects, without cycles, which the collector would visit again and again.
gc.disable()


class Printed(float):
    """A number with a point or an exponent, and its printed digits."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number


class Near(float):
    """An expected number that is known to six decimals only."""


class AnyText:
    """Matches any sentence."""


class Comparison:
    """Counts equal values of two documents and records differences."""

    def __init__(self):
        self.values = 0
        self.differences = []

    def compare(self, expected, found, place="$"):
        """Compares both documents, including the order of keys."""
        if isinstance(expected, dict) and isinstance(found, dict):
            self.check(list(expected), list(found), place)
            for key in expected.keys() & found.keys():
                self.compare(expected[key], found[key], f"{place}.{key}")
        elif isinstance(expected, np.ndarray) and isinstance(found, list):
            self.check_data(expected, found, place)
        elif isinstance(expected, list) and isinstance(found, list):
            self.check(len(expected), len(found), f"{place}.length")
            for i, pair in enumerate(zip(expected, found)):
                self.compare(*pair, f"{place}[{i}]")
        elif isinstance(expected, (Near, np.floating)):
            self.values += 1
            if not is_same_number(expected, found):
                self.differ(expected, getattr(found, "text", found), place)
        elif expected is AnyText:
            self.check(True, isinstance(found, str) and found != "", place)
        else:
            self.check(expected, found, place)

    def check(self, expected, found, place):
        """Compares scalars; true does not equal 1."""
        self.values += 1
        if type(expected) is not type(found) or expected != found:
            self.differ(expected, found, place)

    def check_data(self, expected, found, place):
        """Compares bytes with a list of numbers quickly."""
        self.values += len(expected)
        if not np.array_equal(expected, np.array(found, dtype=np.int64)):
            self.differ(f"{len(expected)} bytes", f"{len(found)} other numbers", place)

    def differ(self, expected, found, place):
        self.differences.append(f"{place}: expected {expected!r}, found {found!r}")


def is_same_number(expected, found):
    """Returns whether it is the same float, printed with the fewest digits that identify it."""
    if not np.isfinite(expected):
        names = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
        return found == names[str(float(expected))]
    if not isinstance(found, Printed):
        return False
    if isinstance(expected, Near):
        return abs(found - expected) <= 5.1e-7 + 1e-6 * abs(expected)
    shortest = np.format_float_scientific(expected, unique=True, trim="-")
    return type(expected)(found) == expected and digits(found.text) <= digits(shortest)


def digits(text):
    """Returns the number of significant digits."""
    mantissa = text.lower().partition("e")[0].lstrip("-").replace(".", "")
    return len(mantissa.strip("0"))


def run(tflens, *arguments):
    """Returns the tool's document; exits on an error or output on stderr."""
    ran = subprocess.run([tflens, *arguments], capture_output=True, check=False)
    if ran.returncode != 0 or ran.stderr:
        words = ran.stderr.decode(errors="replace").strip()
        sys.exit(f"tflens {' '.join(arguments)}: status {ran.returncode}: {words}")
    return json.loads(ran.stdout, parse_float=Printed)


def without_deprecated(value):
    """Returns a document without fields that the Python classes do not have."""
    if isinstance(value, dict):
        return {key: without_deprecated(item) for key, item in value.items()
                if key not in DEPRECATED}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [without_deprecated(item) for item in value]
    return value


def version(tflens):
    """Returns the output of `--version`."""
    ran = subprocess.run([tflens, "--version"], capture_output=True, check=True, text=True)
    return ran.stdout.strip()


def main(compare):
    """Calls `compare(comparison, tflens, model)` for each model; exits with status 1 if any differs."""
    if len(sys.argv) < 3:
        sys.exit(f"usage: {sys.argv[0]} TFLENS MODEL...")
    tflens, *models = sys.argv[1:]
    values = differences = 0
    for model in models:
        comparison = Comparison()
        compare(comparison, tflens, model)
        values += comparison.values
        differences += len(comparison.differences)
        word = "differs" if comparison.differences else "same"
        print(f"{word} {model.rpartition('/')[2]}: {comparison.values} values")
        for line in comparison.differences[:SHOWN]:
            print(f"  {line}")
        if len(comparison.differences) > SHOWN:
            print(f"  and {len(comparison.differences) - SHOWN} more")
    print(f"{len(models)} models, {values} values, {differences} differences")
    sys.exit(1 if differences else 0)
