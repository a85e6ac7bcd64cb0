"""Reads a model with the Python classes of ai-edge-litert, which share no code with tflens."""

from pathlib import Path

import numpy as np
from ai_edge_litert import schema_py_generated as litert

from schema_text import FLOATS, SCHEMA

BITS = {"FLOAT32": 32, "INT32": 32, "UINT32": 32, "FLOAT16": 16, "INT16": 16, "UINT16": 16,
        "BFLOAT16": 16, "UINT8": 8, "INT8": 8, "BOOL": 8, "FLOAT8_E4M3FN": 8, "FLOAT8_E5M2": 8,
        "INT64": 64, "UINT64": 64, "FLOAT64": 64, "COMPLEX64": 64, "COMPLEX128": 128,
        "INT4": 4, "UINT4": 4, "INT2": 2}
CODES = {"INT4": (-8, 7), "INT8": (-128, 127), "UINT8": (0, 255), "INT16": (-32768, 32767),
         "INT32": (-2**31, 2**31 - 1)}


class Model:
    """The objects of a file, with the queries that all comparisons need."""

    def __init__(self, path):
        self.bytes = Path(path).read_bytes()
        self.root = litert.ModelT.InitFromPackedBuf(self.bytes, 0)
        self.subgraphs = self.root.subgraphs or []
        self.codes = self.root.operatorCodes or []
        self.buffers = self.root.buffers or []

    def data(self, index):
        """Returns the bytes of a buffer, inside or outside the tables; empty if it has none."""
        if not 0 <= index < len(self.buffers):
            return np.zeros(0, np.uint8)
        buffer = self.buffers[index]
        if is_outside(buffer):
            end = buffer.offset + buffer.size
            return np.frombuffer(self.bytes[buffer.offset:end], np.uint8)
        return np.array([] if buffer.data is None else buffer.data, np.uint8)

    def op(self, operator):
        """Returns the name of an operator: a custom operator's own, if it has one."""
        code = self.codes[operator.opcodeIndex]
        name = op_name(code)
        return text(code.customCode) or name if name == "CUSTOM" else name


def is_outside(buffer):
    """Returns whether a buffer's data is outside the tables."""
    return (buffer.data is None or len(buffer.data) == 0) and buffer.offset > 1


def op_name(code):
    """Returns the builtin operator of a code: the larger of its two fields."""
    number = max(code.deprecatedBuiltinCode, code.builtinCode)
    return enum_name("BuiltinOperator", number)


def enum_name(enum, value):
    """Returns the name of an enum value, from the Python classes rather than our schema."""
    values = vars(getattr(litert, enum))
    names = {number: name for name, number in values.items() if not name.startswith("_")}
    return names.get(value, f"UNKNOWN({value})")


def text(name):
    """Returns a name as the documents print it; None if it is empty."""
    return name.decode("utf-8", errors="replace") if name else None


def numbers(vector):
    """Returns a vector of integers as a list; empty if the file has none."""
    return [] if vector is None else [int(number) for number in vector]


def floats(vector):
    """Returns a vector of float32 as a list that keeps the type."""
    return [] if vector is None else [np.float32(number) for number in vector]


def options(operator):
    """Returns the options of an operator: an object of the Python classes, or None."""
    return operator.builtinOptions or operator.builtinOptions2


def table_name(record):
    """Returns the schema's name for an object of the Python classes."""
    return type(record).__name__.removesuffix("T")


def field_value(record, field):
    """Returns a field as the documents print it; tables stay objects."""
    value = getattr(record, field.attribute)
    if value is None:
        return None
    if field.is_vector:
        return [element(item, field.type) for item in value]
    return element(value, field.type)


def element(value, kind):
    """Converts one value of a schema type."""
    if kind == "string":
        return value.decode("utf-8", errors="replace")
    if kind in SCHEMA.enums and kind not in SCHEMA.unions:
        return enum_name(kind, int(value))
    if kind == "bool":
        return bool(value)
    if kind in FLOATS:
        return np.float64(value) if kind in {"double", "float64"} else np.float32(value)
    return value if hasattr(value, "InitFromBuf") else int(value)


def quantization(tensor):
    """Returns the "quantization" of the documents: None or an object."""
    found = tensor.quantization
    scales = floats(found.scale) if found else []
    kind = litert.QuantizationDetails
    names = {kind.CustomQuantization: "custom", kind.BlockwiseQuantization: "blockwise",
             kind.MultiAxisQuantization: "multi-axis"}
    detail = names.get(found.detailsType) if found and found.details else None
    if not scales and not detail:
        return None
    zero_points = numbers(found.zeroPoint)
    shape, axis = numbers(tensor.shape), found.quantizedDimension
    is_along_axis = 0 <= axis < len(shape) and shape[axis] == len(scales)
    if detail:
        granularity = detail
    elif len(scales) != len(zero_points):
        granularity = "malformed"
    elif len(scales) == 1:
        granularity = "per-tensor"
    else:
        granularity = "per-channel" if is_along_axis else "malformed"
    return {"granularity": granularity, "scale": scales, "zero_point": zero_points,
            "axis": axis if granularity == "per-channel" else None,
            **(blocks(found.details) if detail == "blockwise" else {}),
            "min": floats(found.min), "max": floats(found.max)}


def blocks(details):
    """Returns the members that blockwise quantization adds."""
    shape = {} if details.blockShape is None else {"block_shape": numbers(details.blockShape)}
    return {"block_size": details.blockSize, **shape, "scales_tensor": details.scales,
            "zero_points_tensor": details.zeroPoints}


def seen_range(tensor):
    """Returns the recorded range of a tensor without a scale, or None."""
    found = tensor.quantization
    if found is None or not (floats(found.min) or floats(found.max)):
        return None
    return {"granularity": "none", "scale": [], "zero_point": [], "axis": None,
            "min": floats(found.min), "max": floats(found.max)}
