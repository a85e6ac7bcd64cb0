"""Prints a model's operators and tensors with the schema object API."""

import pathlib
import sys

from ai_edge_litert import schema_py_generated as schema


def names(kind):
    """Returns the names in a generated enum by value."""
    return {value: name for name, value in vars(kind).items()}


def main():
    operators = names(schema.BuiltinOperator)
    types = names(schema.TensorType)
    data = pathlib.Path(sys.argv[1]).read_bytes()
    model = schema.ModelT.InitFromPackedBuf(data)
    for graph in model.subgraphs:
        print(graph.name, graph.inputs, graph.outputs)
        for index, item in enumerate(graph.operators):
            code = model.operatorCodes[item.opcodeIndex]
            builtin = max(code.builtinCode, code.deprecatedBuiltinCode)
            options = vars(item.builtinOptions) if item.builtinOptions else {}
            print(index, operators[builtin], code.version, item.inputs,
                  item.outputs, options)
        for index, tensor in enumerate(graph.tensors):
            content = model.buffers[tensor.buffer].data
            size = 0 if content is None else len(content)
            scales = tensor.quantization and tensor.quantization.scale
            quantization = ""
            if scales is not None and len(scales):
                quantization = (f"{len(scales)} scales {scales.min()} to "
                                f"{scales.max()} z "
                                f"{tensor.quantization.zeroPoint[0]}")
            print(index, tensor.name, types[tensor.type], tensor.shape, size,
                  quantization)


main()
