internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Whether the output of an operator may have any scale and zero point.
enum OutputGridRule {
  /// Why the output of an operator cannot have this scale and zero point; nil if its multiplier simply
  /// changes, or if they are the required ones.
  ///
  /// Precondition: the operator does not pass codes through (`GridGroup`).
  static func obstacle(_ op: Operator, to new: Grid, in graph: GraphIndex) -> String? {
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
    case .reads, .multiplies, .carries, .joins: return nil
    case .blocks(let reason): return reason
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
