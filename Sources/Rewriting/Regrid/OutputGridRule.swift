internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Whether what an operator writes may have any scale and zero point.
enum OutputGridRule {
  /// Why an operator cannot write with this scale and zero point; nil where its output multiplier
  /// simply follows, and where they are the ones that it must have.
  ///
  /// `grid` gives the scale and zero point of what the operator reads.
  static func obstacle(
    _ op: Operator, to new: Grid, in graph: GraphIndex, grid: (TensorIndex) -> Grid?
  ) -> String? {
    if let fixed = fixedGrids[op.builtin.name] {
      return isFixed(op, new, graph) ? nil : "\(op.words) always writes on a scale of \(fixed)"
    }
    guard op.outputs.count == 1 else {
      return "\(op.words) writes \(op.outputs.count) tensors"
    }
    switch GridUse.ofData(op) {
    case .reads, .multiplies: return nil
    case .carries where op.inputs.contains { grid($0) == new }: return nil
    case .carries, .blocks:
      return "\(op.words) hands codes on as they are, on the grid of what it reads"
    case nil: return "\(op.words) is not known to write on another grid"
    }
  }

  private static func isFixed(_ op: Operator, _ new: Grid, _ graph: GraphIndex) -> Bool {
    guard let input = op.inputs.first.flatMap(graph.tensor),
      let output = op.outputs.first.flatMap(graph.tensor),
      let fixed = FixedOutput(op.builtin, input.type, output.type)
    else { return false }
    return new.scale == fixed.scale && Int64(new.zeroPoint) == fixed.zeroPoint
  }

  /// Source: LiteRT `g3doc/performance/quantization_spec.md`.
  private static let fixedGrids = [
    "LOGISTIC": "1/256", "SOFTMAX": "1/256", "TANH": "1/128", "L2_NORMALIZATION": "1/128",
    "LOG_SOFTMAX": "1/16",
  ]
}
