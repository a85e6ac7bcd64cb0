"""Runs one-operator models in LiteRT and compares predictions: run_kernels.py CASES.json

The file is a list of cases: an operator, the quantization and codes of its tensors, and the expected
result of each resolver: `computes` these codes, `refuses` the model, or `aborts` the process. Prints a
JSON report: what was compared, and each difference in words.
"""

import base64
import json
import os
import resource
import sys
from collections import Counter

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "builtin": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "default": OpResolverType.AUTO,
}
VERSIONS = {"HARD_SWISH": 1, "ADD": 2, "SUB": 2, "MUL": 2, "QUANTIZE": 2}
OPTIONS = {"HARD_SWISH": "HardSwish", "ADD": "Add", "SUB": "Sub", "MUL": "Mul",
           "QUANTIZE": "Quantize"}


def codes(case):
    """Returns the codes of a tensor of a case."""
    return np.frombuffer(base64.b64decode(case["codes"]), case["type"])


def tensor(case, shape):
    """Returns a tensor with the quantization of a case."""
    made = schema.TensorT()
    made.type = getattr(schema.TensorType, case["type"].upper())
    made.shape = shape
    made.name = "t"
    made.buffer = 0
    if case.get("scale") is not None:
        made.quantization = schema.QuantizationParametersT()
        made.quantization.scale = np.array([case["scale"]], np.float32)
        made.quantization.zeroPoint = np.array([case["zero_point"]], np.int64)
    return made


def build(case):
    """Returns the model of a case, and the codes of its inputs that are not constants."""
    model = schema.ModelT()
    model.version = 3
    model.buffers = [schema.BufferT()]
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, feeds = [], [], []
    for given in case["inputs"]:
        values = codes(given)
        made = tensor(given, given.get("shape", [1] * given["leading_ones"] + [len(values)]))
        if given["is_constant"]:
            buffer = schema.BufferT()
            buffer.data = values.view(np.uint8)
            made.buffer = len(model.buffers)
            model.buffers.append(buffer)
        else:
            graph.inputs.append(len(graph.tensors))
            feeds.append(values)
        graph.tensors.append(made)

    shape = np.broadcast_shapes(*[made.shape for made in graph.tensors])
    graph.outputs = [len(graph.tensors)]
    graph.tensors.append(tensor(case["output"], list(shape)))

    code = schema.OperatorCodeT()
    code.builtinCode = getattr(schema.BuiltinOperator, case["operator"])
    code.deprecatedBuiltinCode = min(code.builtinCode, 127)
    code.version = VERSIONS[case["operator"]]
    model.operatorCodes = [code]

    kind = OPTIONS[case["operator"]] + "Options"
    op = schema.OperatorT()
    op.opcodeIndex = 0
    op.inputs = list(range(len(case["inputs"])))
    op.outputs = graph.outputs
    op.builtinOptionsType = getattr(schema.BuiltinOptions, kind)
    op.builtinOptions = getattr(schema, kind + "T")()
    if case["operator"] == "ADD":
        op.builtinOptions.potScaleInt16 = False
    if "activation" in case:
        op.builtinOptions.fusedActivationFunction = case["activation"]
    graph.operators = [op]
    model.subgraphs = [graph]

    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output()), feeds


def run(model, feeds, resolver):
    """Returns the output codes and whether a delegate runs the operator, or the error message."""
    try:
        interpreter = Interpreter(
            model_content=model, experimental_op_resolver_type=RESOLVERS[resolver])
        interpreter.allocate_tensors()
        for detail, values in zip(interpreter.get_input_details(), feeds):
            interpreter.set_tensor(detail["index"], values.reshape(detail["shape"]))
        interpreter.invoke()
    except (RuntimeError, ValueError) as error:
        return None, str(error)
    output = interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).ravel()
    names = [op["op_name"] for op in interpreter._get_ops_details()]
    return output, "DELEGATE" in names


def ends_by_signal(model, feeds, resolver):
    """Returns whether running the model crashes a child process."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        run(model, feeds, resolver)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def difference(case, expected, resolver, model, feeds):
    """Returns the difference from the prediction in words, or None."""
    if expected["effect"] == "aborts":
        ended = ends_by_signal(model, feeds, resolver)
        return None if ended else "the process survives"
    output, found = run(model, feeds, resolver)
    if expected["effect"] == "refuses":
        return None if output is None else "the model runs"
    if output is None:
        return "the model is refused: " + found
    if found != expected["is_delegated"]:
        return "the delegate %s the operator" % ("takes" if found else "does not take")
    predicted = codes({"type": case["output"]["type"], "codes": expected["codes"]})
    if output.shape != predicted.shape or output.dtype != predicted.dtype:
        return "%s%s instead of %s%s" % (
            output.dtype, output.shape, predicted.dtype, predicted.shape)
    wrong = np.flatnonzero(output != predicted)
    if len(wrong) == 0:
        return None
    first = wrong[0]
    shapes = [given.get("shape", [len(codes(given))]) for given in case["inputs"]]
    given = [
        int(np.broadcast_to(codes(given).reshape(shape), np.broadcast_shapes(*shapes)).flat[first])
        for given, shape in zip(case["inputs"], shapes)]
    return "%d of %d codes differ; the first at %d, inputs %s: predicted %d, got %d" % (
        len(wrong), len(output), first, given, predicted[first], output[first])


def main(path):
    with open(path) as file:
        cases = json.load(file)
    counts = {resolver: Counter() for resolver in RESOLVERS}
    differences = []
    for case in cases:
        # If the process crashes, the last line says where.
        print(case["name"], file=sys.stderr, flush=True)
        model, feeds = build(case)
        for resolver, expected in case["expected"].items():
            found = difference(case, expected, resolver, model, feeds)
            if found is not None:
                differences.append("%s, %s resolver: %s" % (case["name"], resolver, found))
            count = counts[resolver]
            count[expected["effect"]] += 1
            if expected["effect"] == "computes":
                count["codes"] += len(base64.b64decode(expected["codes"])) // np.dtype(
                    case["output"]["type"]).itemsize
                count["delegated"] += expected["is_delegated"]
    json.dump({"counts": counts, "differences": differences}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
