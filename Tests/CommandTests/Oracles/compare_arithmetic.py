"""Compares the arithmetic of `tflens hardswish` with LiteRT: compare_arithmetic.py TFLENS MODEL...

Each quantized HARD_SWISH runs alone in the runtime, with its reference kernel, on every input
code, also if scales are missing or per-channel, which the runtime accepts. numpy recomputes the
figures about the table.
"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as litert
from ai_edge_litert.interpreter import Interpreter, OpResolverType

import comparison
from compare_hardswish import fixed_point

DTYPES = {"INT8": np.int8, "UINT8": np.uint8}
SCHEMA_TYPES = {"INT8": litert.TensorType.INT8, "UINT8": litert.TensorType.UINT8}


def one_operator(source, result):
    """Returns the bytes of a model with only this HARD_SWISH, on 256 codes per channel."""
    shape = np.array([256, max(scale_count(source), scale_count(result), 1)], np.int32)
    model, graph, op = litert.ModelT(), litert.SubGraphT(), litert.OperatorT()
    code = litert.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = litert.BuiltinOperator.HARD_SWISH
    op.inputs, op.outputs = np.array([0], np.int32), np.array([1], np.int32)
    graph.inputs, graph.outputs, graph.operators = op.inputs, op.outputs, [op]
    graph.tensors = [tensor(source, shape), tensor(result, shape)]
    model.version, model.subgraphs, model.operatorCodes = 3, [graph], [code]
    model.buffers = [litert.BufferT()]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def tensor(side, shape):
    """Returns a tensor quantized like the input or output of a site; channels are the last dimension."""
    made = litert.TensorT()
    made.name, made.shape, made.type = b"t", shape, SCHEMA_TYPES[side["type"]]
    if side["quantization"]:
        made.quantization = litert.QuantizationParametersT()
        made.quantization.scale = np.array(side["quantization"]["scale"], np.float32)
        made.quantization.zeroPoint = np.array(side["quantization"]["zero_point"], np.int64)
        made.quantization.quantizedDimension = 0 if scale_count(side) == 1 else 1
    return made


def scale_count(side):
    return len(side["quantization"]["scale"]) if side["quantization"] else 0


def runtime_table(source, result):
    """Returns the output code of every input code, lowest first."""
    runtime = Interpreter(model_content=one_operator(source, result),
                          experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    runtime.allocate_tensors()
    info = np.iinfo(DTYPES[source["type"]])
    codes = np.arange(info.min, info.max + 1).astype(info.dtype)
    details = runtime.get_input_details()[0]
    runtime.set_tensor(details["index"], np.repeat(codes[:, None], details["shape"][1], axis=1))
    runtime.invoke()
    return runtime.get_tensor(runtime.get_output_details()[0]["index"])[:, 0].astype(int)


def figures(source, result, table):
    """Returns the figures about a table, in document order, except conditions."""
    info = np.iinfo(DTYPES[source["type"]])
    (scale, zero), (to_scale, to_zero) = grid(source), grid(result)
    codes = np.arange(info.min, info.max + 1)
    reals = np.float64(scale) * (codes - zero)
    wanted = reals * np.clip(reals + 3, 0, 6) / 6 / np.float64(to_scale)
    wanted = np.sign(wanted) * np.floor(np.abs(wanted) + 0.5) + to_zero
    errors = np.abs(table - np.clip(wanted, info.min, info.max))
    high_resolution = np.float32(1 / 128) * scale
    output = high_resolution / to_scale
    return {
        "output_multiplier": output,
        "output_multiplier_fixed": narrow(output),
        "reluish_multiplier_fixed": narrow(high_resolution / np.float32(3 / 32768)),
        "table": table.tolist(),
        "max_error_codes": int(errors.max()), "mean_error_codes": np.float64(errors.mean()),
        "codes_below_zero": int(np.sum(table < to_zero)),
        "saturated_codes": int(np.sum((wanted < info.min) | (wanted > info.max)))}


def grid(side):
    """Returns the scale and zero point of a tensor."""
    found = side["quantization"]
    return np.float32(found["scale"][0]), found["zero_point"][0]


def narrow(multiplier):
    """Returns a fixed-point multiplier, with its mantissa rounded to 16 bits."""
    mantissa, exponent = fixed_point(np.float64(multiplier))
    return [min((mantissa + (1 << 15)) >> 16, 32767), exponent]


def compare(found, tflens, path):
    """Compares every quantized site of one model."""
    for site in comparison.run(tflens, "hardswish", path, "--tables", "--format", "json")["sites"]:
        sides = site["input"], site["output"]
        kinds = [(side["quantization"] or {}).get("granularity") for side in sides]
        if site["arithmetic"] is None or "malformed" in kinds:
            continue
        table = runtime_table(*sides)
        is_plain = kinds == ["per-tensor", "per-tensor"]
        expected = figures(*sides, table) if is_plain else {"table": table.tolist()}
        printed = {key: site["arithmetic"].get(key) for key in expected}
        found.compare(expected, printed, f"{site['subgraph']}:{site['operator']}")


if __name__ == "__main__":
    comparison.main(compare)
