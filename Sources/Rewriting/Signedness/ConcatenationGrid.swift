internal import ModelFormat
internal import QuantMath

extension Draft {
  /// Inserts a QUANTIZE before each input of an INT8 CONCATENATION whose scale or zero point differs from the
  /// output's; returns how many.
  ///
  /// Measured with ai-edge-litert 2.3.0 for every operator with kernels of both types: this is the only one
  /// whose UINT8 kernel accepts scales that its INT8 kernel rejects, except for SOFTMAX, whose output scale
  /// is fixed.
  mutating func giveOneGrid(toInputsOf op: Int, in subgraph: Int) -> Int {
    guard let output = subgraphs[subgraph].operators[op].outputs?.first,
      !output.isAbsent, let grid = grid(of: output, in: subgraph)
    else { return 0 }
    var inputs = subgraphs[subgraph].operators[op].inputs ?? []
    var requantized: [TensorIndex: TensorIndex] = [:]
    var operators: [Editable<Operator>] = []
    for position in inputs.indices where !inputs[position].isAbsent {
      let input = inputs[position]
      guard let own = self.grid(of: input, in: subgraph), own != grid else { continue }
      if requantized[input] == nil {
        var table = subgraphs[subgraph].tensors[input.position]
        // A constant keeps its codes; the output of QUANTIZE has none in the file.
        table.buffer = BufferIndex(rawValue: 0)
        table.name = (table.name ?? []) + Array("/on_scale_of_concatenation".utf8)
        let new = subgraphs[subgraph].append(table)
        setQuantization(of: new, to: grid, in: subgraph)
        requantized[input] = new
        let quantize = NewOperator(
          .quantize, version: OperatorVersion.quantize(to: .int8), [input], [new],
          options: Editable<QuantizeOptions>())
        operators.append(quantize.table(codeIndex: code(.quantize, version: quantize.version)))
      }
      inputs[position] = requantized[input] ?? input
    }
    guard !operators.isEmpty else { return 0 }
    subgraphs[subgraph].operators[op].inputs = inputs
    subgraphs[subgraph].replace(op, with: operators + [subgraphs[subgraph].operators[op]])
    return operators.count
  }
}
