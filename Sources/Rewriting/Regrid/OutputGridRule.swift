internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Whether what an operator writes may have any scale and zero point.
enum OutputGridRule {
  /// Why an operator cannot write with this scale and zero point; nil if its output multiplier
  /// simply follows, and where they are the ones that it must have.
  ///
  /// `grid` gives the scale and zero point of what the operator reads.
  static func obstacle(
    _ op: Operator, to new: Grid, in graph: GraphIndex, grid: (TensorIndex) -> Grid?
  ) -> String? {
    let outputs = op.builtin.traits.fixedOutputs
    if let usual = outputs.first {
      let fixed = fixedOutput(of: op, graph) ?? usual
      return new.scale == fixed.scale && Int64(new.zeroPoint) == fixed.zeroPoint
        ? nil
        : "\(op.label) always has the output scale 1/\(Int(saturating: 1 / Double(fixed.scale)))"
    }
    guard op.outputs.count == 1 else {
      return "\(op.label) has \(op.outputs.count) outputs"
    }
    switch GridUse.ofData(op) {
    case .reads, .multiplies: return nil
    case .carries where op.inputs.contains { grid($0) == new }: return nil
    case .carries, .blocks:
      return "\(op.label) passes codes through, with the scale and zero point of its input"
    case nil: return "\(op.label) is not known to work with another output scale and zero point"
    }
  }

  private static func fixedOutput(of op: Operator, _ graph: GraphIndex) -> FixedOutput? {
    guard let input = op.inputs.first.flatMap(graph.tensor),
      let output = op.outputs.first.flatMap(graph.tensor)
    else { return nil }
    return op.builtin.traits.fixedOutput(from: input.type, to: output.type)
  }
}
