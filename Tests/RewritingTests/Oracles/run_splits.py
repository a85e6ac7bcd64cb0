"""Runs splits of a HARD_SWISH in LiteRT and compares predicted tables: run_splits.py CASES.json

The file is a list of cases: tensors, operators that refer to them by index, the codes of
the first tensor, and the expected codes of the last tensor by resolver. Prints differences, one
per line, and nothing if there are none.
"""

import json
import sys

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

RESOLVERS = {
    "reference": OpResolverType.BUILTIN_REF,
    "default": OpResolverType.AUTO,
}


def tensor(case, model):
    """Returns a tensor with its quantization, and its data if it is a constant."""
    made = schema.TensorT()
    made.type = getattr(schema.TensorType, case["type"].upper())
    made.shape = case["shape"]
    made.name = "t"
    made.buffer = 0
    if "scale" in case:
        made.quantization = schema.QuantizationParametersT()
        made.quantization.scale = np.array([case["scale"]], np.float32)
        made.quantization.zeroPoint = np.array([case["zero_point"]], np.int64)
    if "codes" in case:
        buffer = schema.BufferT()
        buffer.data = np.array(case["codes"], case["type"]).view(np.uint8)
        made.buffer = len(model.buffers)
        model.buffers.append(buffer)
    return made


def options(case):
    """Returns the options of an operator, with the fields of the case."""
    kind = case["options"]
    made = getattr(schema, kind + "T")()
    for field, value in case.get("fields", {}).items():
        setattr(made, field, value)
    return getattr(schema.BuiltinOptions, kind), made


def build(case):
    """Returns the model of a case, as bytes."""
    model = schema.ModelT()
    model.version = 3
    model.buffers = [schema.BufferT()]
    model.operatorCodes = []
    graph = schema.SubGraphT()
    graph.tensors = [tensor(given, model) for given in case["tensors"]]
    graph.inputs, graph.outputs = [0], [len(graph.tensors) - 1]
    graph.operators = []
    for given in case["operators"]:
        code = schema.OperatorCodeT()
        code.builtinCode = getattr(schema.BuiltinOperator, given["operator"])
        code.deprecatedBuiltinCode = min(code.builtinCode, 127)
        code.version = given["version"]
        op = schema.OperatorT()
        op.opcodeIndex = len(model.operatorCodes)
        op.inputs, op.outputs = given["inputs"], [given["output"]]
        op.builtinOptionsType, op.builtinOptions = options(given)
        model.operatorCodes.append(code)
        graph.operators.append(op)
    model.subgraphs = [graph]
    builder = flatbuffers.Builder(1 << 16)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def run(model, codes, resolver):
    """Returns the output codes, or the runtime's message if it rejects the model."""
    try:
        interpreter = Interpreter(
            model_content=model, experimental_op_resolver_type=RESOLVERS[resolver])
        interpreter.allocate_tensors()
        detail = interpreter.get_input_details()[0]
        interpreter.set_tensor(
            detail["index"], np.array(codes, detail["dtype"]).reshape(detail["shape"]))
        interpreter.invoke()
        output = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
        return output.flatten().tolist()
    except (RuntimeError, ValueError) as error:
        return str(error)


def main(path):
    with open(path) as file:
        cases = json.load(file)
    for case in cases:
        # If the process crashes, the last line says where.
        print(case["name"], file=sys.stderr, flush=True)
        model = build(case)
        for resolver, expected in case["expected"].items():
            found = run(model, case["codes"], resolver)
            if found == expected:
                continue
            if isinstance(found, list):
                wrong = [i for i, (a, b) in enumerate(zip(found, expected)) if a != b]
                found = "%d codes differ, the first at %d: predicted %d, got %d" % (
                    len(wrong), wrong[0], expected[wrong[0]], found[wrong[0]])
            print("%s, %s: %s" % (case["name"], resolver, found))


if __name__ == "__main__":
    main(sys.argv[1])
