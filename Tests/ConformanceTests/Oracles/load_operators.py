"""Writes a model for each builtin operator and tests which versions LiteRT loads.

Usage: load_operators.py FOLDER. A model, named after its operator, lists versions 1 to 16 of the operator
and uses none. Prints JSON: for each operator, how many of these versions the default resolver
rejects, and how many more the reference resolver rejects.
"""
import json
import os
import sys

import flatbuffers
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

VERSIONS = range(1, 17)


def model(code, versions):
    made = schema.ModelT()
    made.version = 3
    made.buffers = [schema.BufferT()]
    made.operatorCodes = []
    for version in versions:
        entry = schema.OperatorCodeT()
        entry.deprecatedBuiltinCode = min(code, 127)
        entry.builtinCode = code
        entry.version = version
        made.operatorCodes.append(entry)
    graph = schema.SubGraphT()
    graph.tensors, graph.operators, graph.inputs, graph.outputs = [], [], [], []
    made.subgraphs = [graph]
    builder = flatbuffers.Builder(512)
    builder.Finish(made.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def loads(code, version, resolver):
    try:
        Interpreter(
            model_content=model(code, [version]), experimental_op_resolver_type=resolver
        )
        return True
    except ValueError:
        return False


refused = {}
for name, code in vars(schema.BuiltinOperator).items():
    if not isinstance(code, int) or name == "CUSTOM":
        continue
    with open(os.path.join(sys.argv[1], name + ".tflite"), "wb") as file:
        file.write(model(code, VERSIONS))
    default = [
        loads(code, v, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES) for v in VERSIONS
    ]
    reference = [loads(code, v, OpResolverType.BUILTIN_REF) for v in VERSIONS]
    refused[name] = {
        "refused": default.count(False),
        "only_by_reference": sum(d and not r for d, r in zip(default, reference)),
    }
json.dump(refused, sys.stdout)
