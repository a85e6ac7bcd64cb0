"""Compares schema/tflite.fbs with the Python schema of the installed ai-edge-litert, field by field.

Prints each difference; exits with status 1 if there is one. PYTHONPATH must include the folder of `schema_text`.
"""

import inspect
import re
import sys
from importlib.metadata import version

from ai_edge_litert import schema_py_generated as schema
from schema_text import FILE, SCHEMA

SLOTS = {
    "Bool": {"bool"}, "Int8": {"byte", "int8"}, "Uint8": {"ubyte", "uint8"}, "Int16": {"short", "int16"},
    "Uint16": {"ushort", "uint16"}, "Int32": {"int", "int32"}, "Uint32": {"uint", "uint32"},
    "Int64": {"long", "int64"}, "Uint64": {"ulong", "uint64"}, "Float32": {"float", "float32"},
    "Float64": {"double", "float64"},
}
SIZES = {"bool": 1, "byte": 1, "ubyte": 1, "int8": 1, "uint8": 1, "short": 2, "ushort": 2, "int16": 2,
         "uint16": 2, "long": 8, "ulong": 8, "double": 8, "int64": 8, "uint64": 8, "float64": 8}

# The storage types of enums.
BASES = dict(re.findall(r"\benum\s+(\w+)\s*:\s*(\w+)", FILE.read_text(encoding="utf-8")))


def slots(fields):
    """Returns the numbers of the fields; a union takes two, its type first."""
    number = 0
    for field in fields:
        if field.type in SCHEMA.unions and not field.is_vector:
            yield number, field.attribute + "Type", field, "type"
            number += 1
        yield number, field.attribute, field, "value"
        number += 1


def theirs(name):
    """Returns the fields of a table in the wheel by number: name, kind of slot, default."""
    found = {}
    for function, code in inspect.getmembers(schema, inspect.isfunction):
        match = re.fullmatch(re.escape(name) + r"Add([A-Z]\w*)", function)
        if not match:
            continue
        source = inspect.getsource(code)
        slot = re.search(r"Prepend(\w+)Slot\((\d+), .*, ([-\w.]+)\)\s*$", source.strip())
        found[int(slot[2])] = (match[1][0].lower() + match[1][1:], slot[1], slot[3])
    return found


def differences(name, fields):
    wheel = theirs(name)
    ours = {number: rest for number, *rest in slots(fields)}
    for number, (field, kind, default) in sorted(wheel.items()):
        place = "%s.%s, field %d" % (name, field, number)
        if number not in ours:
            yield place + ": missing here"
            continue
        attribute, declared, part = ours[number]
        if attribute != field:
            yield "%s: called %s here" % (place, attribute)
            continue
        is_scalar = part == "type" or SCHEMA.is_scalar(declared)
        if is_scalar != (kind != "UOffsetTRelative"):
            yield place + ": a number on one side only"
        elif is_scalar and part == "value":
            if declared.type not in SCHEMA.enums and declared.type not in SLOTS[kind]:
                yield "%s: %s here, %s there" % (place, declared.type, kind)
            mine = SCHEMA.default(declared)
            if declared.type in SCHEMA.enums:
                mine = SCHEMA.enums[declared.type][mine]
            if float(mine) != float({"True": 1, "False": 0}.get(default, default)):
                yield "%s: the default is %s here, %s there" % (place, mine, default)
        elif not is_scalar:
            start = "%sStart%sVector" % (name, field[0].upper() + field[1:])
            if declared.is_vector != hasattr(schema, start):
                yield place + ": a vector on one side only"
            elif declared.is_vector:
                size = int(re.search(r"StartVector\((\d+)", inspect.getsource(getattr(schema, start)))[1])
                if size != SIZES.get(BASES.get(declared.type, declared.type), 4):
                    yield "%s: elements of %s here, of %d bytes there" % (place, declared.type, size)
    for number, (attribute, declared, _) in sorted(ours.items()):
        if number not in wheel and not declared.is_deprecated:
            yield "%s.%s, field %d: not in the wheel" % (name, attribute, number)


def main():
    found = []
    tables = set()
    for name, kind in inspect.getmembers(schema, inspect.isclass):
        if hasattr(kind, "GetRootAs"):
            tables.add(name)
            if name in SCHEMA.tables:
                found += differences(name, SCHEMA.tables[name])
            else:
                found.append("table %s: missing here" % name)
        elif not name.endswith("T") or name in SCHEMA.enums:
            values = {k: v for k, v in vars(kind).items() if isinstance(v, int)}
            if values and name not in SCHEMA.enums:
                found.append("enum %s: missing here" % name)
            for value, number in values.items():
                if name in SCHEMA.enums and SCHEMA.enums[name].get(value) != number:
                    found.append("%s.%s = %d: %s here" % (
                        name, value, number, SCHEMA.enums[name].get(value, "missing")))
    found += ["table %s: not in the wheel" % name for name in sorted(set(SCHEMA.tables) - tables)]
    for line in found:
        print(line)
    print("%d differences between schema/tflite.fbs and ai-edge-litert %s, in %d tables" % (
        len(found), version("ai-edge-litert"), len(tables)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
