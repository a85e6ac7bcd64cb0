"""Compares `tflens hardswish` with numpy and ai-edge-litert: compare_hardswish.py TFLENS MODEL...

Recomputes sites, producers, checks, multipliers and verdicts from the model, following
the documentation of the command. compare_arithmetic.py checks the arithmetic.
"""

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np

import comparison
import reader
from graph import Graph, Tensor

FLOAT_TYPES = {"FLOAT32", "FLOAT16", "FLOAT64", "BFLOAT16"}
MOVERS = {"RESHAPE", "SQUEEZE", "EXPAND_DIMS", "TRANSPOSE", "SLICE", "STRIDED_SLICE",
          "SPACE_TO_DEPTH", "DEPTH_TO_SPACE"}
# For each matrix operator: the positions of its input, weights and bias, and the dimension of the
# weights that has the output channels.
MATRIX = {"CONV_2D": (0, 1, 2, 0), "FULLY_CONNECTED": (0, 1, 2, 0),
          "DEPTHWISE_CONV_2D": (0, 1, 2, 3), "TRANSPOSE_CONV": (2, 1, 3, 0),
          "CONV_3D": (0, 1, 2, 4), "BATCH_MATMUL": (0, 1, None, -1)}
VERDICTS = ["confirmed", "confirmed-per-tensor-weights", "refuted", "not-quantized",
            "not-applicable"]


class Producer:
    """The matrix operator before a site; `axis` is the channel dimension."""

    def __init__(self, graph, op, through):
        self.op = op
        self.name = graph.name(op)
        self.through = through
        position, weights, bias, axis = MATRIX[self.name]
        self.input = graph.input(op, position)
        self.bias = graph.input(op, bias)
        self.weights = stored(graph, graph.input(op, weights))
        self.output = Tensor(graph, int(graph.operators[op].outputs[0]))
        if self.name == "BATCH_MATMUL":
            axis = len(self.weights.shape) - (2 if reader.options(graph.operators[op]).adjY else 1)
        self.axis = axis

    def multipliers(self):
        """Returns input scale x weight scale / output scale of each channel; None without scales."""
        if self.input.scale is None or self.output.scale is None or not self.weights.scales:
            return None
        weights = np.array(self.weights.scales, np.float64)
        return list(np.float64(self.input.scale) * weights / np.float64(self.output.scale))

    def fixed(self):
        """Returns the multipliers as the runtime stores them: 31 bits and a power of two."""
        multipliers = self.multipliers()
        return multipliers and [fixed_point(multiplier) for multiplier in multipliers]

    def bias_matches(self):
        """Returns whether each bias scale is input scale x weight scale, within a relative 1e-5."""
        if self.bias is None or not self.bias.data.any() and len(self.bias.data):
            return None
        if self.input.scale is None or not self.weights.scales:
            return None
        expected = np.float64(self.input.scale) * np.array(self.weights.scales, np.float64)
        found = np.array(self.bias.scales, np.float64)
        if len(found) not in {1, len(expected)} and len(expected) != 1 or not len(found):
            return False
        return bool(np.all(np.abs(found - expected) <= 1e-5 * np.abs(expected)))

    def document(self, bias_matches):
        weights = self.weights
        zero_points = weights.quantization["zero_point"] if weights.quantization else []
        has_axis = self.axis < len(weights.shape)
        return {
            "operator": self.op, "op": self.name, "through": self.through,
            "weights": {
                "tensor": weights.index, "type": weights.type,
                "quantization": weights.quantization,
                "channels": weights.shape[self.axis] if has_axis else None,
                "scale_min": min(weights.scales, default=None),
                "scale_max": max(weights.scales, default=None),
                "zero_points_all_zero": not any(zero_points) if zero_points else None},
            "bias": None if self.bias is None else {
                "tensor": self.bias.index, "type": self.bias.type, "scale_matches": bias_matches},
            "multipliers": self.multipliers(), "multipliers_fixed": self.fixed()}


def fixed_point(multiplier):
    """Returns the nearest `mantissa * 2^(exponent - 31)`, ties rounded up; [0, 0] if too small."""
    if multiplier == 0:
        return [0, 0]
    fraction, exponent = np.frexp(multiplier)
    mantissa, exponent = int(np.floor(fraction * 2.0**31 + 0.5)), int(exponent)
    if mantissa == 1 << 31:
        mantissa, exponent = mantissa >> 1, exponent + 1
    return [0, 0] if exponent < -31 else [mantissa, exponent]


def stored(graph, tensor):
    """Returns the stored weights, before a DEQUANTIZE."""
    maker = None if tensor is None else graph.makers.get(tensor.index)
    if maker is None or graph.name(maker) != "DEQUANTIZE":
        return tensor
    source = graph.input(maker, 0)
    return source if len(source.data) else tensor


def find_producer(graph, tensor):
    """Walks back from a tensor through operators that only move data."""
    through = []
    maker = graph.makers.get(tensor)
    while maker is not None and graph.name(maker) in MOVERS:
        through.insert(0, graph.link(maker))
        maker = graph.makers.get(int(graph.operators[maker].inputs[0]))
    if maker is None or graph.name(maker) not in MATRIX:
        return None
    return Producer(graph, maker, through)


def checks(source, result, producer):
    """Returns the conditions for one output scale to serve; None if not applicable."""
    weights = producer.weights if producer and producer.weights.quantization else None
    is_integer = source.type not in FLOAT_TYPES
    signed = weights is not None and weights.type != "UINT8"
    found = {
        "per_tensor_input": is_per_tensor(source), "per_tensor_output": is_per_tensor(result),
        "per_channel_weights": weights and (
            weights.granularity == "per-channel"
            and weights.quantization["axis"] == producer.axis),
        "symmetric_weights": not any(weights.quantization["zero_point"]) if signed else None,
        "bias_scale": producer.bias_matches() if producer and is_integer else None,
        "scale_rule": None}
    has_scales = source.scale is not None and result.scale is not None
    if source.type == result.type and source.type in {"INT8", "UINT8"} and has_scales:
        found["scale_rule"] = bool(source.scale / result.scale < np.float32(128))
    return found


def is_per_tensor(tensor):
    if tensor.type in FLOAT_TYPES or tensor.quantization is None:
        return None
    return tensor.granularity == "per-tensor"


def judge(source, result, producer, found):
    """Returns the first verdict that applies."""
    if source.type in FLOAT_TYPES and result.type in FLOAT_TYPES:
        return "not-quantized"
    has_scales = source.quantization and result.quantization
    if producer:
        has_scales = has_scales and producer.weights.quantization
    fails = any(value is False for key, value in found.items() if key != "per_channel_weights")
    if not has_scales or source.type != result.type or fails:
        return "refuted"
    if producer is None:
        return "not-applicable"
    one_scale = producer.weights.granularity == "per-tensor"
    return "confirmed-per-tensor-weights" if one_scale else "confirmed"


def site(graph, op):
    """Returns what the document must say about one HARD_SWISH."""
    source = graph.input(op, 0)
    result = Tensor(graph, int(graph.operators[op].outputs[0]))
    producer = find_producer(graph, source.index)
    found = checks(source, result, producer)
    verdict = judge(source, result, producer, found)
    code = graph.model.codes[graph.operators[op].opcodeIndex]
    return {
        "subgraph": graph.index, "operator": op, "version": code.version,
        "input": source.document(), "output": result.document(),
        "producer": producer and producer.document(found["bias_scale"]),
        "consumers": [graph.link(one) for one in graph.readers(result.index)],
        "checks": found, "verdict": verdict}


def expected_decomposed(path):
    """Returns the number counted by hand: from the index beside a model, or by a fixture's name."""
    index = Path(path).with_name("index.csv")
    if not index.exists():
        return int(Path(path).name.startswith("decomposed_"))
    with index.open(newline="", encoding="utf-8") as file:
        column = {row["file"]: row["decomposed"] for row in csv.DictReader(file)}
    forms = json.loads(column[Path(path).name] or "{}")
    return sum(count for form, count in forms.items() if not form.startswith("hard_sigmoid"))


def compare(found, tflens, path):
    """Compares one model."""
    model = reader.Model(path)
    graphs = [Graph(model, i) for i in range(len(model.subgraphs))]
    sites = [site(graph, op) for graph in graphs for op in range(len(graph.operators))
             if graph.name(op) == "HARD_SWISH"]
    verdicts = Counter(one["verdict"] for one in sites)
    counts = {name.replace("-", "_"): verdicts[name] for name in VERDICTS}
    summary = {"sites": len(sites), **counts, "decomposed": expected_decomposed(path)}

    printed = comparison.run(tflens, "hardswish", path, "--format", "json")
    for one in printed["sites"]:
        del one["arithmetic"]
        reasons = one.pop("reasons")
        found.check(one["verdict"] == "confirmed", reasons == [], f"{one['operator']}.reasons")
    decomposed = printed.pop("decomposed")
    # A chain is either found or a near miss, never both.
    near = {tuple(chain["operators"]) for chain in printed.pop("near_misses")}
    found.check(set(), near & {tuple(chain["operators"]) for chain in decomposed}, "$.near_misses")
    found.check(summary["decomposed"], len(decomposed), "$.decomposed.length")
    found.compare({"schema": "tflens.hardswish/2", "tool": comparison.version(tflens),
                   "path": path, "sites": sites, "summary": summary}, printed)


if __name__ == "__main__":
    comparison.main(compare)
