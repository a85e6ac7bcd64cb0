"""Writes random one-operator models and tests which of them LiteRT runs, with which shapes.

Usage: run_shapes.py FOLDER SEED COUNT [OPERATOR...]. Writes COUNT models of each operator to FOLDER.
Prints one line of JSON per model: its name, the result with the built-in kernels and with the
default kernels (`runs`; `allocation` or `invocation` if rejected there; `died`), and the shapes of
the outputs after the run.
"""
import json
import os
import random
import sys

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter, OpResolverType

import own_process
import shape_cases

TYPES = {"f": (0, np.float32), "i": (2, np.int32), "l": (4, np.int64), "b": (6, np.bool_), "c": (9, np.int8),
         "s": (7, np.int16), "u": (3, np.uint8), "x": (8, np.complex64), "k": (12, np.uint64)}


def tensor(given, buffers, name):
    made = schema.TensorT()
    made.shape, made.type, made.name = given.shape, TYPES[given.kind][0], name
    made.isVariable, made.hasRank = given.variable, True
    made.buffer = 0
    if given.data is not None:
        buffer = schema.BufferT()
        data = np.array(given.data, TYPES[given.kind][1]).tobytes()
        buffer.data = list(data) if data else None
        made.buffer = len(buffers)
        buffers.append(buffer)
    if given.scale is not None:
        quantization = schema.QuantizationParametersT()
        quantization.scale, quantization.zeroPoint = [given.scale], [0]
        made.quantization = quantization
    return made


def model(name, case):
    made = schema.ModelT()
    made.version, made.buffers = 3, [schema.BufferT()]
    code = getattr(schema.BuiltinOperator, name)
    entry = schema.OperatorCodeT()
    entry.deprecatedBuiltinCode, entry.builtinCode, entry.version = min(code, 127), code, case.version
    made.operatorCodes = [entry]
    graph, op = schema.SubGraphT(), schema.OperatorT()
    graph.tensors, graph.inputs, op.inputs, op.outputs = [], [], [], []
    for given in case.inputs:
        if given is None:
            op.inputs.append(-1)
            continue
        op.inputs.append(len(graph.tensors))
        if given.data is None and not given.variable:
            graph.inputs.append(len(graph.tensors))
        graph.tensors.append(tensor(given, made.buffers, f"t{len(graph.tensors)}"))
    for given in case.outputs:
        op.outputs.append(len(graph.tensors))
        graph.tensors.append(tensor(given, made.buffers, f"t{len(graph.tensors)}"))
    graph.outputs = op.outputs
    if case.options:
        table, fields = case.options
        options = getattr(schema, table + "T")()
        for field, value in fields.items():
            setattr(options, field, value)
        second = hasattr(schema.BuiltinOptions2, table)
        kind = getattr(schema.BuiltinOptions2 if second else schema.BuiltinOptions, table)
        if second:
            op.builtinOptions2Type, op.builtinOptions2 = kind, options
        else:
            op.builtinOptionsType, op.builtinOptions = kind, options
    graph.operators = [op]
    made.subgraphs = [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(made.Pack(builder), b"TFL3")
    return bytes(builder.Output()), op.outputs


def attempt(content, outputs, resolver):
    """Returns what becomes of a model, as JSON."""
    answer = {"outcome": "allocation"}
    try:
        interpreter = Interpreter(model_content=content, experimental_op_resolver_type=resolver, num_threads=1)
        interpreter.allocate_tensors()
        answer["outcome"] = "invocation"
        for detail in interpreter.get_input_details():
            interpreter.set_tensor(detail["index"], np.zeros(detail["shape"], detail["dtype"]))
        interpreter.invoke()
        shapes = {d["index"]: [int(n) for n in d["shape"]] for d in interpreter.get_output_details()}
        answer = {"outcome": "runs", "shapes": [shapes[o] for o in outputs]}
    except Exception as error:
        answer["error"] = str(error)[:300]
    return json.dumps(answer)


def attempts(models, resolver):
    """Returns what becomes of each model, run in processes that it may end."""
    # Some kernels do not return from shapes that they do not expect.
    texts = own_process.texts(
        [lambda model=model: attempt(*model, resolver) for model in models], seconds=20)
    return [json.loads(text) if text else {"outcome": "died"} for text in texts]


def main():
    folder, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for name in sys.argv[4:] or shape_cases.names:
        models = [model(name, shape_cases.draw(name, random.Random(f"{seed} {name} {number}")))
                  for number in range(count)]
        builtins = attempts(models, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
        defaults = attempts(models, OpResolverType.AUTO)
        for number, (content, _) in enumerate(models):
            path, builtin, default = f"{name}_{number}", builtins[number], defaults[number]
            with open(os.path.join(folder, path + ".tflite"), "wb") as file:
                file.write(content)
            line = {"model": path, "builtin": builtin["outcome"], "default": default["outcome"],
                    "shapes": builtin.get("shapes"), "default_shapes": default.get("shapes"),
                    "error": builtin.get("error", default.get("error", ""))}
            print(json.dumps(line), flush=True)


main()
