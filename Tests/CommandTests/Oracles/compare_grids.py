"""Checks certificates of --set-quantization against LiteRT: compare_grids.py TFLENS MODEL...

A few tensors of each kind get another scale and zero point, one at a time. If the producer is
element-wise, old and new operators run alone in the runtime on every input code, with the reference
and default kernels; tables and figures must match the certificate. For other
producers, the certificate is a bound, which check_bounds.py checks.
"""

import hashlib
import os
import pickle
import subprocess
import tempfile

import numpy as np

import comparison
import part
from compare_split import all_codes, from_real

LITERT = part.litert.BuiltinOperator
ELEMENTWISE = [LITERT.HARD_SWISH, LITERT.RELU, LITERT.RELU6]
MATRIX = [LITERT.CONV_2D, LITERT.DEPTHWISE_CONV_2D, LITERT.FULLY_CONNECTED]
OF_A_KIND = 2
STRETCH = np.float32(1.07)
# What was compared already: faulty models are copies of one model, which differ in a few tensors.
COMPARED = set()


def compare(found, tflens, path):
    """Compares the certificate of every chosen tensor that no earlier model has likewise."""
    old = part.read(path)
    for subgraph, index, op in chosen(old):
        surroundings = around(old, old.subgraphs[subgraph], op)
        if surroundings in COMPARED:
            continue
        COMPARED.add(surroundings)
        tensor = old.subgraphs[subgraph].tensors[index]
        scale, zero, info = part.grid(tensor)
        zero = zero + 1 if zero < info.max else zero - 1
        place = f"$.{subgraph}.{index}"
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "new.tflite")
            ran = subprocess.run(
                [tflens, "rewrite", path, "-o", file, "--subgraph", str(subgraph),
                 "--set-quantization", f"{index}={scale * STRETCH},{zero}", "--format", "json", "--tables",
                 "--max-error-codes", "255",
                 "--allow-unbounded"], capture_output=True, check=False)
            if ran.returncode == 1 and b"it cannot have this scale and zero point" in ran.stderr:
                continue
            if ran.returncode != 0:
                found.differ("a model", ran.stderr.decode(errors="replace"), place)
                continue
            changes = comparison.json.loads(ran.stdout)["changes"]
            found.check(1, len(changes), f"{place}.changes")
            new = part.read(file)
        models, certificate = (old, new), changes[0]["certificate"]
        wanted = {"input": int(op.inputs[0]), "output": index, "subgraph": subgraph}
        found.check((scale * STRETCH, zero), part.grid(new.subgraphs[subgraph].tensors[index])[:2],
                    f"{place}.grid")
        if kind(old, op) in ELEMENTWISE:
            check_function(found, models, certificate, place, **wanted)
        else:
            found.check("bound", certificate["kind"], f"{place}.kind")


def around(model, graph, op):
    """Returns all that an operator and the consumers of its output have, as a value to compare."""
    consumers = [other for other in graph.operators if op.outputs[0] in other.inputs]
    return pickle.dumps([[kind(model, one), contents(one.builtinOptions),
                          [described(model, graph, i) for i in [*one.inputs, *one.outputs]]]
                         for one in [op, *consumers]])


def described(model, graph, index):
    """Returns the fields of a tensor and the digest of its data."""
    if index < 0:
        return None
    tensor = graph.tensors[index]
    data = model.buffers[tensor.buffer].data
    digest = b"" if data is None else hashlib.sha256(bytes(data)).digest()
    shape = None if tensor.shape is None else list(tensor.shape)
    return [tensor.type, shape, contents(tensor.quantization), digest]


def contents(record):
    """Returns the fields of an object of the Python classes."""
    return None if record is None else [
        (name, value.tolist() if isinstance(value, np.ndarray) else value)
        for name, value in sorted(vars(record).items())]


def kind(model, op):
    code = model.operatorCodes[op.opcodeIndex]
    return max(code.builtinCode, code.deprecatedBuiltinCode)


def chosen(model):
    """Returns the tensors to try: the first outputs of each kind of operator."""
    counts = {}
    for number, graph in enumerate(model.subgraphs):
        for op in graph.operators or []:
            if kind(model, op) not in ELEMENTWISE + MATRIX:
                continue
            tensors = [graph.tensors[i] for i in (op.inputs[0], op.outputs[0])]
            sure = all(tensor.type in part.CODES and is_usable(tensor) for tensor in tensors)
            if not sure or counts.get(kind(model, op), 0) == OF_A_KIND:
                continue
            counts[kind(model, op)] = counts.get(kind(model, op), 0) + 1
            yield number, int(op.outputs[0]), op


def is_usable(tensor):
    """Returns whether a tensor has one scale, and one zero point that is a code."""
    table, info = tensor.quantization, np.iinfo(part.CODES[tensor.type])
    if table is None or table.scale is None or table.zeroPoint is None:
        return False
    return len(table.scale) == len(table.zeroPoint) == 1 and np.isfinite(table.scale[0]) \
        and table.scale[0] > 0 and info.min <= table.zeroPoint[0] <= info.max


def check_function(found, models, certificate, place, input, output, subgraph):
    """Compares what an element-wise operator computes before and after."""
    ends = [[model.subgraphs[subgraph].tensors[i] for i in (input, output)] for model in models]
    values = all_codes(ends[0][0])
    parts = [part.between(model, subgraph, input, output)[0] for model in models]
    for resolver, figures in [(part.REFERENCE, certificate),
                              (part.DEFAULT, certificate.get("default_path"))]:
        if figures is None:
            continue
        try:
            was = part.outputs(parts[0], resolver, values)
        except (ValueError, RuntimeError):
            # The runtime rejects the old model.
            return
        now = part.outputs(parts[1], resolver, values)
        moved = distances(ends[0][1], was, ends[1][1], now)
        if certificate["kind"] == "bound":
            bound = certificate["max_error_codes"]
            found.check(bound is None, certificate["basis"] == "none", f"{place}.basis")
            found.check(True, bound is None or bool(moved.max() <= float(bound)), f"{place}.bound")
            return
        check_figures(found, figures, moved, now, f"{place}.{resolver.name}")
        if figures["max_error_codes_vs_real"] is not None:
            found.check(from_real(values, now, *ends[1]), figures["max_error_codes_vs_real"],
                        f"{place}.{resolver.name}.max_error_codes_vs_real")


def real(tensor, codes):
    scale, zero, _ = part.grid(tensor)
    return np.float64(scale) * (codes.astype(np.float64) - zero)


def distances(old, was, new, now):
    """Returns the differences between codes on two scales, in steps of the old one."""
    step = np.float64(part.grid(old)[0])
    return np.abs(real(old, was) - real(new, now)) / step


def check_figures(found, figures, distance, table, place):
    """Compares the figures and the table of a certificate."""
    for key, value in [("max_error_codes", distance.max()), ("mean_error_codes", distance.mean())]:
        close = np.isclose(value, float(figures[key]), rtol=1e-9, atol=1e-12)
        found.check(True, bool(close), f"{place}.{key}: {value} for {figures[key]}")
    found.check(int((distance > 0).sum()), figures["codes_changed"], f"{place}.codes_changed")
    found.check(table.tolist(), figures.get("table"), f"{place}.table")


if __name__ == "__main__":
    comparison.main(compare)
