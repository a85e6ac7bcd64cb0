"""Compares `tflens dump` with flatc and ai-edge-litert: compare_dump.py TFLENS MODEL...

flatc prints every stored field, but floats with six decimals only. The Python classes have exact
floats, but do not tell a stored default from a missing field. Together they cover everything.
Digests are compared with hashlib.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import comparison
import reader
from schema_text import FLOATS, SCHEMA

LARGEST_SPELLED = 70_000
SCHEMA_FILE = Path(__file__).resolve().parents[3] / "schema" / "tflite.fbs"
DATA = {("Buffer", "data"), ("Operator", "custom_options"), ("CustomQuantization", "custom")}
PLACES = {"Buffer": {"offset", "size"},
          "Operator": {"large_custom_options_offset", "large_custom_options_size"}}


def flatc_json(path):
    """Returns the model as flatc prints it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "m.tflite"
        copy.symlink_to(Path(path).resolve())
        ran = subprocess.run(
            ["flatc", "--json", "--raw-binary", "--strict-json", "--allow-non-utf8", "-o", folder,
             str(SCHEMA_FILE), "--", str(copy)], capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            sys.exit(f"flatc {path}: {ran.stdout}{ran.stderr}")
        printed = (Path(folder) / "m.json").read_bytes().decode("utf-8", errors="replace")
    # flatc prints these as words that are not JSON. A pattern that begins with letters is found ten times faster.
    for word in ("-inf", "inf", "-nan", "nan"):
        printed = re.sub(rf"{word}(?<=[\[\s:]{word})\b", f'"{word}"', printed)
    return json.loads(printed)


def from_flatc(table, members, model):
    """Returns what `dump` must print for a table from flatc."""
    fields = {field.name: field for field in SCHEMA.tables[table]}
    result = {}
    for name, value in members.items():
        # flatc names a union's type field after the union.
        union = fields.get(name.removesuffix("_type"))
        if name not in fields and union and union.type in SCHEMA.unions:
            result[name] = flatc_name(union.type, value)
            continue
        field = fields[name]
        if name in PLACES.get(table, ()):
            continue
        if field.is_vector:
            kind = field.type
            result[name] = (np.array(value, np.uint8) if (table, name) in DATA else
                            [flatc_value(kind, item, model) for item in value])
            continue
        kind = field.type
        if kind in SCHEMA.unions:
            kind = members[name + "_type"]
        result[name] = flatc_value(kind, value, model)
        if SCHEMA.is_scalar(field) and result[name] == SCHEMA.default(field):
            del result[name]
    add_outside(table, result, members, model)
    return result


def flatc_name(enum, value):
    """Converts enum values: flatc prints unknown ones as numbers."""
    return value if isinstance(value, str) else SCHEMA.name_of(enum, value)


def flatc_value(kind, value, model):
    """Converts one value of a schema type."""
    if kind in SCHEMA.tables:
        return from_flatc(kind, value, model)
    if kind in SCHEMA.enums:
        return flatc_name(kind, value)
    return comparison.Near(value) if kind in FLOATS else value


def from_reader(record, model):
    """Returns what `dump` must print for an object of the Python classes."""
    table = reader.table_name(record)
    result, members = {}, {}
    for field in SCHEMA.tables[table]:
        if field.is_deprecated:
            continue
        is_data = (table, field.name) in DATA
        # A large model has millions of these bytes.
        value = getattr(record, field.attribute) if is_data else reader.field_value(record, field)
        members[field.name] = value
        if value is None or field.name in PLACES.get(table, ()):
            continue
        if field.type in SCHEMA.unions:
            number = getattr(record, field.attribute + "Type")
            result[field.name + "_type"] = reader.enum_name(field.type, number)
        if SCHEMA.is_scalar(field) and value == SCHEMA.default(field):
            continue
        if is_data:
            result[field.name] = np.array(value, np.uint8)
        else:
            result[field.name] = reader_value(value, model)
    add_outside(table, result, members, model)
    return result


def reader_value(value, model):
    """Converts tables to documents."""
    if isinstance(value, list):
        return [reader_value(item, model) for item in value]
    return from_reader(value, model) if hasattr(value, "InitFromBuf") else value


def add_outside(table, result, members, model):
    """Puts data outside the tables where it would be inside."""
    prefix = {"Buffer": "", "Operator": "large_custom_options_"}.get(table)
    if prefix is None or (members.get(prefix + "offset") or 0) <= 1:
        return
    start = members[prefix + "offset"]
    name = "data" if table == "Buffer" else "custom_options"
    if not len(result.get(name, [])):
        result[name] = np.frombuffer(model, np.uint8)[start:start + members[prefix + "size"]]


def digests(value):
    """Returns a document with its data replaced by size and SHA-256."""
    if isinstance(value, np.ndarray):
        return {"bytes": len(value), "sha256": hashlib.sha256(value.tobytes()).hexdigest()}
    if isinstance(value, dict):
        return {key: digests(item) for key, item in value.items()}
    return [digests(item) for item in value] if isinstance(value, list) else value


def compare(found, tflens, path):
    """Compares one model; data of large models is compared by digest only."""
    model = reader.Model(path)
    head = {"schema": "tflens.dump/2", "tool": comparison.version(tflens), "path": path}
    exact = {**head, "model": from_reader(model.root, model.bytes)}
    other = {**head, "model": from_flatc("Model", flatc_json(path), model.bytes)}

    short = comparison.run(tflens, "dump", path, "--format", "json")
    found.compare(digests(other), short)
    found.compare(digests(exact), comparison.without_deprecated(short))
    if len(model.bytes) <= LARGEST_SPELLED:
        full = comparison.run(tflens, "dump", path, "--format", "json", "--data")
        found.compare(other, full)
        found.compare(exact, comparison.without_deprecated(full))


if __name__ == "__main__":
    comparison.main(compare)
