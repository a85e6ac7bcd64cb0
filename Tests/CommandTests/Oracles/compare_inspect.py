"""Compares `tflens inspect` with ai-edge-litert: compare_inspect.py TFLENS MODEL..."""

import io
import json
import math
import subprocess
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import comparison
import reader
from extent import Extent
from reader import enum_name, numbers, op_name, options, table_name, text
from schema_text import SCHEMA


def document(path, tool, ram):
    """Returns what `inspect` must print for a model."""
    model = reader.Model(path)
    return {
        "schema": "tflens.inspect/2", "tool": tool, "path": path,
        "file": {"bytes": len(model.bytes),
                 "identifier": model.bytes[4:8].decode(),
                 "trailing_bytes": trailing_bytes(model),
                 "archive": archive(model)},
        "model": header(model),
        "subgraphs": [subgraph(model, i) for i in range(len(model.subgraphs))],
        "totals": totals(model, ram)}


def trailing_bytes(model):
    """Counts the bytes after the tables and the data outside them, without zeros that pad to 16."""
    ends = [one.offset + one.size for one in model.buffers if reader.is_outside(one)]
    ends += [op.largeCustomOptionsOffset + op.largeCustomOptionsSize
             for found in model.subgraphs for op in found.operators or []]
    end = max(ends + [Extent(model.bytes).end])
    rest = model.bytes[end:]
    padding = rest[:-end % 16]
    return len(rest) - (len(padding) - len(padding.lstrip(b"\0")))


def archive(model):
    """Lists the zip archive after the tables with Python's own reader; None if there is none."""
    count = trailing_bytes(model)
    if count == 0:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(model.bytes[-count:])) as found:
            return [{"name": one.filename, "bytes": one.file_size} for one in found.infolist()]
    except zipfile.BadZipFile:
        return None


def metadata_text(model, entry):
    """Returns the text of min_runtime_version, which ends at a zero byte."""
    if text(entry.name) != "min_runtime_version":
        return None
    return text(bytes(model.data(entry.buffer)).partition(b"\0")[0])


def tflite_metadata(model):
    """Returns the first TFLITE_METADATA as flatc prints it; None if there is none."""
    entry = next((one for one in model.root.metadata or []
                  if text(one.name) == "TFLITE_METADATA"), None)
    data = b"" if entry is None else bytes(model.data(entry.buffer))
    if not data:
        return None
    schema = Path(__file__).resolve().parents[3] / "schema/metadata.fbs"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "m.bin"
        file.write_bytes(data)
        subprocess.run(["flatc", "--no-warnings", "--json", "--strict-json", "--raw-binary",
                        "--defaults-json", "-o", folder, schema, "--", file],
                       check=True, capture_output=True)
        return near(json.loads((Path(folder) / "m.json").read_text()))


def near(value):
    """Returns a document whose numbers with a point are known to six decimals."""
    if isinstance(value, dict):
        return {key: near(item) for key, item in value.items()}
    if isinstance(value, list):
        return [near(item) for item in value]
    return comparison.Near(value) if isinstance(value, float) else value


def without_absent(value):
    """Returns metadata without what flatc leaves out: null, and unions of nothing."""
    if isinstance(value, dict):
        return {key: without_absent(item) for key, item in value.items()
                if item is not None and item != "NONE"}
    return [without_absent(item) for item in value] if isinstance(value, list) else value


def header(model):
    root = model.root
    sizes = [len(model.data(i)) for i in range(len(model.buffers))]
    outside = [reader.is_outside(buffer) for buffer in model.buffers]
    return {
        "version": root.version, "description": text(root.description),
        "operator_codes": [code_document(code) for code in model.codes],
        "signatures": [
            {"key": text(signature.signatureKey), "subgraph": signature.subgraphIndex,
             "inputs": named_tensors(signature.inputs),
             "outputs": named_tensors(signature.outputs)}
            for signature in root.signatureDefs or []],
        "metadata": [
            {"name": text(entry.name), "buffer": entry.buffer, "bytes": sizes[entry.buffer],
             "text": metadata_text(model, entry)}
            for entry in root.metadata or []],
        "tflite_metadata": tflite_metadata(model), "metadata_problem": None,
        "buffers": {"count": len(sizes), "bytes": sum(sizes),
                    "outside_tables": sum(size for size, is_out in zip(sizes, outside) if is_out)}}


def code_document(code):
    return {"op": op_name(code), "custom_code": text(code.customCode), "version": code.version}


def named_tensors(tensors):
    return [{"name": text(tensor.name), "tensor": tensor.tensorIndex} for tensor in tensors or []]


def subgraph(model, index):
    found = model.subgraphs[index]
    return {
        "subgraph": index, "name": text(found.name),
        "inputs": numbers(found.inputs), "outputs": numbers(found.outputs),
        "operators": [
            {"operator": i, **code_document(model.codes[operator.opcodeIndex]),
             "inputs": numbers(operator.inputs), "outputs": numbers(operator.outputs),
             "options": option_document(options(operator)),
             "macs": multiply_accumulates(model, found, operator),
             "constant_bytes": constant_bytes(model, found, [operator])}
            for i, operator in enumerate(found.operators or [])],
        "tensors": [tensor(model, i, one) for i, one in enumerate(found.tensors or [])]}


# The operators that multiply matrices, each with the position of its weights.
WEIGHTS = {"CONV_2D": 1, "DEPTHWISE_CONV_2D": 1, "FULLY_CONNECTED": 1, "CONV_3D": 1,
           "TRANSPOSE_CONV": 1, "CONV_3D_TRANSPOSE": 1, "BATCH_MATMUL": 1}


def multiply_accumulates(model, found, operator):
    """Counts the products that the loops of the kernel form; None without known shapes."""
    name = op_name(model.codes[operator.opcodeIndex])
    if name not in WEIGHTS:
        return None
    shapes = [None if i < 0 else numbers(found.tensors[i].shape) for i in numbers(operator.inputs)]
    output = numbers(found.tensors[operator.outputs[0]].shape)
    weights = shapes[WEIGHTS[name]]
    if name == "BATCH_MATMUL":
        left = shapes[0]
        inner = left[-2] if operator.builtinOptions and operator.builtinOptions.adjX else left[-1]
        factors = output + [inner]
    elif name == "DEPTHWISE_CONV_2D":
        _, height, width, _ = weights
        factors = output + [height, width]
    elif name in ("CONV_2D", "FULLY_CONNECTED"):
        factors = output + weights[1:]
    elif name == "CONV_3D":
        factors = output + weights[:4]
    elif name == "TRANSPOSE_CONV":
        factors = shapes[2] + weights[:3]
    else:
        factors = shapes[2] + weights[:4]
    count = math.prod(factors)
    return None if min(factors, default=0) < 0 or count >= 2**63 else count


def constant_bytes(model, found, operators):
    """Adds up the data of the constants that operators read, each buffer once."""
    buffers = {found.tensors[i].buffer for operator in operators
               for i in numbers(operator.inputs) if i >= 0}
    return sum(len(model.data(i)) for i in buffers)


def option_document(record):
    """Returns every field of an options table by its schema name, including defaults.

    The default of quantized_bias_type, FLOAT32, means that there is none.
    """
    if not hasattr(record, "InitFromBuf"):
        return [option_document(item) for item in record] if isinstance(record, list) else record
    fields = {field.name: option_document(reader.field_value(record, field))
              for field in SCHEMA.tables[table_name(record)] if not field.is_deprecated}
    if fields.get("quantized_bias_type") == "FLOAT32":
        del fields["quantized_bias_type"]
    return fields


def tensor(model, index, found):
    size = len(model.data(found.buffer))
    kind = enum_name("TensorType", found.type)
    shape = numbers(found.shape)
    count = -1 if min(shape, default=0) < 0 else math.prod(shape)
    if kind in reader.BITS:
        byte_count = None if count < 0 else (count * reader.BITS[kind] + 7) // 8
    else:
        byte_count = size or None
    quantization = reader.quantization(found) or reader.seen_range(found)
    if quantization and quantization["granularity"] == "malformed":
        quantization["problem"] = comparison.AnyText
    signature = found.shapeSignature
    return {
        "tensor": index, "name": text(found.name), "type": kind, "shape": shape,
        "shape_signature": None if signature is None else numbers(signature),
        "buffer": found.buffer, "bytes": byte_count,
        "constant": size > 0 or found.externalBuffer != 0, "variable": bool(found.isVariable),
        "quantization": quantization}


def totals(model, ram):
    operators = [one for found in model.subgraphs for one in found.operators or []]
    tensors = [one for found in model.subgraphs for one in found.tensors or []]
    products = [multiply_accumulates(model, found, one)
                for found in model.subgraphs for one in found.operators or []]
    matrices = sum(op_name(model.codes[one.opcodeIndex]) in WEIGHTS for one in operators)
    counted = [product for product in products if product is not None]
    return {
        "operators": len(operators), "tensors": len(tensors),
        "constant_bytes": sum(len(model.data(i)) for i in {one.buffer for one in tensors}),
        "macs": sum(counted), "uncounted_operators": matrices - len(counted),
        **({"memory": ram} if model.subgraphs and model.subgraphs[0].operators else {}),
        "by_op": ranked(model.op(one) for one in operators),
        "by_type": ranked(enum_name("TensorType", one.type) for one in tensors)}


def memory(path, tflens):
    """Returns the figures of `tflens memory`, which its own tests hold to both runtimes."""
    found = comparison.run(tflens, "memory", path, "--format", "json")
    unsized = found["unknown"]
    micro, litert = found["tflm"], found["litert"]
    is_exact = litert["exact"] and not litert["not_included"] and not unsized
    return {"live_peak_bytes": None if unsized else found["live_peak_bytes"],
            "tflm_arena_bytes": None if micro["unknown"] else micro["minimum_arena_bytes"],
            "litert_arena_bytes": litert["arena_bytes"] if is_exact else None}


def ranked(names):
    """Counts each name, sorted by count, then by name."""
    return dict(sorted(Counter(names).items(), key=lambda entry: (-entry[1], entry[0])))


def compare(found, tflens, path):
    """Compares one model."""
    printed = comparison.run(tflens, "inspect", path, "--format", "json")
    expected = document(path, comparison.version(tflens), memory(path, tflens))
    for side in (expected, printed):
        side["model"]["tflite_metadata"] = without_absent(side["model"]["tflite_metadata"])
    found.compare(expected, comparison.without_deprecated(printed))


if __name__ == "__main__":
    comparison.main(compare)
