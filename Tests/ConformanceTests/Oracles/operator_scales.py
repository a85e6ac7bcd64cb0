"""Runs each operator with other scales and zero points, and says what LiteRT does.

Usage: operator_scales.py Prints JSON, by operator, then type, then operand (`o0` an output, `i1` an input) and
change (`s` another scale, `z` another zero point), then kernels: `rejects`, `ends` (the process), `same` or `other`
codes than with one scale for all.
"""

import json
import multiprocessing

import flatbuffers
import numpy as np

import litert_answer
import one_operator
import own_process
from ai_edge_litert.interpreter import Interpreter

CHANGES = {"s": (0.5, 0), "z": (1, 3)}
RANGES = {np.int8: (-60, 60), np.uint8: (68, 188), np.int16: (-9000, 9000), np.int32: (0, 2), np.int64: (0, 2),
          np.bool_: (0, 2)}


def _pack(tree):
    builder = flatbuffers.Builder(1024)
    builder.Finish(tree.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _run(model, kernels):
    interpreter = Interpreter(
        model_content=model, experimental_op_resolver_type=litert_answer.KERNELS[kernels], num_threads=1)
    interpreter.allocate_tensors()
    draw = np.random.default_rng(1)
    for detail in interpreter.get_input_details():
        low, high = RANGES.get(detail["dtype"], (-2, 2))
        values = draw.integers(low, high, detail["shape"]) if detail["dtype"] in RANGES else draw.uniform(
            low, high, detail["shape"])
        interpreter.set_tensor(detail["index"], np.asarray(values).astype(detail["dtype"]))
    interpreter.invoke()
    return json.dumps([interpreter.get_tensor(d["index"]).tolist() for d in interpreter.get_output_details()])


def codes(jobs):
    """The outputs, `rejects` or `ends` for each model and kernels, from processes that models may end."""
    def outputs(model, kernels):
        try:
            return _run(model, kernels)
        except Exception:  # whatever the binding raises
            return "rejects"

    return [text or "ends" for text in own_process.texts(
        [lambda job=job: outputs(*job) for job in jobs], seconds=20)]


def _changed(name, types, side, position, change):
    tree = one_operator.tree(name, types)
    graph = tree.subgraphs[0]
    op = graph.operators[0]
    index = (op.inputs if side == "i" else op.outputs)[position]
    quantization = graph.tensors[index].quantization if index >= 0 else None
    if quantization is None:
        return None
    factor, step = CHANGES[change]
    quantization.scale = (quantization.scale * factor).astype(np.float32)
    quantization.zeroPoint = quantization.zeroPoint + step
    return _pack(tree)


def _types(name, type):
    """The types of the operands with activations of a type; None where the recipe has none such."""
    recipe = one_operator.RECIPES[name]
    if any(operand.type == "T" for operand in recipe.operands):
        hybrids = {"INT8": ("INT8", "INT8", "INT32"), "UINT8": ("UINT8", "UINT8", "INT32"),
                   "INT16": ("INT16", "INT8", "INT64")}
        if name in one_operator.BIASES:
            x, w, b = hybrids[type]
            return ("INT32", w, x, b, x) if name == "TRANSPOSE_CONV" else (x, w, b, x)
        return recipe.types(type)
    if name in ("QUANTIZE", "DEQUANTIZE", "CAST", "BITCAST"):
        return (type, "FLOAT32") if name == "DEQUANTIZE" else (type, type)
    if name in ("ARG_MAX", "ARG_MIN", "SHAPE", "RANK"):
        return (type,) + recipe.types()[1:]
    if name == "EMBEDDING_LOOKUP":
        return ("INT32", type, type)
    return None


def answers(name):
    tried = {}
    for type in ("INT8", "UINT8", "INT16"):
        types = _types(name, type)
        if types is not None:
            tried[type] = types
    jobs = [(type, kernels) for type in tried for kernels in litert_answer.KERNELS]
    bases = dict(zip(jobs, codes([(one_operator.build(name, tried[type]), kernels) for type, kernels in jobs])))

    recipe, changed = one_operator.RECIPES[name], []
    operands = [("o", i) for i in range(len(recipe.outputs))] + [("i", i) for i in range(len(recipe.inputs))]
    for type, types in tried.items():
        for side, position in operands:
            for change in CHANGES:
                model = _changed(name, types, side, position, change)
                changed += [(type, "%s%d%s" % (side, position, change), kernels, model)
                            for kernels in litert_answer.KERNELS
                            if model is not None and bases[type, kernels] not in ("rejects", "ends")]
    found = {}
    results = codes([(model, kernels) for _, _, kernels, model in changed])
    for (type, operand, kernels, _), new in zip(changed, results):
        base = bases[type, kernels]
        words = new if new in ("rejects", "ends") else "same" if new == base else "other"
        found.setdefault(type, {}).setdefault(operand, {})[kernels] = words
    return name, found


if __name__ == "__main__":
    pool = multiprocessing.Pool(2)
    print(json.dumps({n: a for n, a in pool.map(answers, sorted(one_operator.RECIPES)) if a}))
    # `with` would end the workers by SIGTERM, which a test may have blocked: it would wait for them forever.
    pool.close()
    pool.join()
