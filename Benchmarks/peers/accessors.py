"""Prints a model's operators and tensors with the schema's lazy accessors.

Unlike the object API, they read fields on demand and copy no weights.
The script skips operator options, because each options table has its own class.
"""

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
    model = schema.Model.GetRootAs(data)
    for number in range(model.SubgraphsLength()):
        graph = model.Subgraphs(number)
        print(graph.Name(), graph.InputsAsNumpy(), graph.OutputsAsNumpy())
        for index in range(graph.OperatorsLength()):
            item = graph.Operators(index)
            code = model.OperatorCodes(item.OpcodeIndex())
            builtin = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
            print(index, operators[builtin], code.Version(),
                  item.InputsAsNumpy(), item.OutputsAsNumpy())
        for index in range(graph.TensorsLength()):
            tensor = graph.Tensors(index)
            size = model.Buffers(tensor.Buffer()).DataLength()
            table = tensor.Quantization()
            quantization = ""
            if table and table.ScaleLength():
                scales = table.ScaleAsNumpy()
                quantization = (f"{len(scales)} scales {scales.min()} to "
                                f"{scales.max()} z {table.ZeroPoint(0)}")
            print(index, tensor.Name(), types[tensor.Type()],
                  tensor.ShapeAsNumpy(), size, quantization)


main()
