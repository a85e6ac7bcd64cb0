"""Holds a model of isolated operators to LiteRT: to one-operator models, and to the whole model.

check_isolated.py ORIGINAL ISOLATED

Prints how many operators were compared, and a line for each difference.
"""

import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter

import single

SUFFIX = " for operator "


def interpreter(**model):
    made = Interpreter(experimental_op_resolver_type=single.REFERENCE,
                       experimental_preserve_all_tensors=True, **model)
    made.allocate_tensors()
    return made


def tensors(runtime, indices):
    return {int(index): np.array(runtime.get_tensor(int(index))) for index in indices}


def random(detail, generator):
    if detail["dtype"] == np.float32:
        return generator.normal(size=detail["shape"]).astype(np.float32)
    info = np.iinfo(detail["dtype"])
    return generator.integers(info.min, info.max + 1, detail["shape"]).astype(detail["dtype"])


def main(original, isolated):
    model, generator = single.read(original), np.random.default_rng(3)
    whole, split = interpreter(model_path=original), interpreter(model_path=isolated)
    graph = model.subgraphs[0]
    # The names say which operator an input is for, and which tensor it stands for.
    inputs = {}
    for detail in split.get_input_details():
        name, _, index = detail["name"].rpartition(SUFFIX)
        inputs[int(index), name] = detail
    made = {int(detail["index"]) for detail in split.get_output_details()}

    # On random codes, each operator computes what its one-operator model computes.
    given = {key: random(detail, generator) for key, detail in inputs.items()}
    for key, detail in inputs.items():
        split.set_tensor(detail["index"], given[key])
    split.invoke()
    found = tensors(split, made)
    compared = 0
    for index, op in enumerate(graph.operators):
        alone = interpreter(model_content=single.alone(model, index))
        for detail in alone.get_input_details():
            alone.set_tensor(detail["index"], given[index, detail["name"]])
        alone.invoke()
        for output in op.outputs:
            compared += 1
            if not np.array_equal(alone.get_tensor(int(output)), found[int(output)]):
                print("operator %d alone writes other codes" % index)

    # On the whole model's tensors, it computes the whole model's tensors.
    for detail in whole.get_input_details():
        whole.set_tensor(detail["index"], random(detail, generator))
    whole.invoke()
    names = {detail["name"]: detail["index"] for detail in whole.get_tensor_details()}
    for (_, name), detail in inputs.items():
        split.set_tensor(detail["index"], whole.get_tensor(names[name]))
    split.invoke()
    for output, values in tensors(split, made).items():
        if not np.array_equal(whole.get_tensor(output), values):
            print("tensor %d differs from the whole model's" % output)
    print("compared %d outputs" % compared)


main(*sys.argv[1:])
