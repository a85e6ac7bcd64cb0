"""Reads schema/tflite.fbs: the fields of each table, with types and defaults."""

import re
from pathlib import Path
from typing import NamedTuple

SCALARS = {"bool", "byte", "ubyte", "short", "ushort", "int", "uint", "long", "ulong",
           "float", "double", "int8", "uint8", "int16", "uint16", "int32", "uint32",
           "int64", "uint64", "float32", "float64"}
FLOATS = {"float", "double", "float32", "float64"}


class Field(NamedTuple):
    """A field of a table; `default` is text from the schema, or None."""

    name: str
    type: str
    is_vector: bool
    default: str
    is_deprecated: bool

    @property
    def attribute(self):
        """Returns the field's name in the generated Python classes."""
        first, *rest = self.name.split("_")
        return first + "".join(word[:1].upper() + word[1:] for word in rest)


class Schema:
    """Returns the tables, enums and unions of a schema by name."""

    def __init__(self, path):
        text = re.sub(r"//.*", "", Path(path).read_text(encoding="utf-8"))
        self.enums = {}
        for kind, name, body in re.findall(r"\b(enum|union)\s+(\w+)[^{]*\{([^}]*)\}", text):
            self.enums[name] = self._values(body, 1 if kind == "union" else 0)
        self.unions = set(re.findall(r"\bunion\s+(\w+)", text))
        self.tables = {
            name: [self._field(line) for line in body.split(";") if line.strip()]
            for name, body in re.findall(r"\btable\s+(\w+)[^{]*\{([^}]*)\}", text)}

    @staticmethod
    def _values(body, first):
        values = {"NONE": 0} if first else {}
        following = first
        for entry in filter(None, (part.strip() for part in body.split(","))):
            name, _, number = (word.strip() for word in entry.partition("="))
            values[name] = int(number, 0) if number else following
            following = values[name] + 1
        return values

    @staticmethod
    def _field(line):
        found = re.match(r"\s*(\w+)\s*:\s*(\[?)\s*(\w+)\s*\]?\s*(?:=\s*([-\w.+]+))?", line)
        name, bracket, kind, default = found.groups()
        return Field(name, kind, bool(bracket), default, "(deprecated)" in line)

    @property
    def deprecated(self):
        """Returns the names of fields that the Python classes omit."""
        fields = (field for table in self.tables.values() for field in table)
        return {field.name for field in fields if field.is_deprecated}

    def is_scalar(self, field):
        """Returns whether a type is a number, a boolean or an enum, not in a vector."""
        names_value = field.type in self.enums and field.type not in self.unions
        return not field.is_vector and (field.type in SCALARS or names_value)

    def default(self, field):
        """Returns the default of a scalar: a number, or the name of an enum value."""
        if field.type in self.enums:
            return field.default or self.name_of(field.type, 0)
        if field.type == "bool":
            return field.default == "true"
        return float(field.default or 0) if field.type in FLOATS else int(field.default or 0)

    def name_of(self, enum, value):
        """Returns the name of a value, as in tflens."""
        names = {number: name for name, number in self.enums[enum].items()}
        return names.get(value, f"UNKNOWN({value})")


FILE = Path(__file__).resolve().parents[3] / "schema" / "tflite.fbs"
SCHEMA = Schema(FILE)
