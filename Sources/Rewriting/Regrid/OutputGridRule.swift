internal import ModelFormat

/// Whether what an operator writes may have any grid.
enum OutputGridRule {
  /// Why an operator cannot write on another grid; nil where its output multiplier simply follows.
  static func obstacle(_ op: Operator) -> String? {
    if let fixed = fixedGrids[op.builtin.name] {
      return "\(op.words) always writes on a scale of \(fixed)"
    }
    guard op.outputs.count == 1 else {
      return "\(op.words) writes \(op.outputs.count) tensors"
    }
    switch GridUse.ofData(op) {
    case .reads, .multiplies: return nil
    case .carries, .blocks:
      return "\(op.words) hands codes on as they are, on the grid of what it reads"
    case nil: return "\(op.words) is not known to write on another grid"
    }
  }

  /// Source: LiteRT `g3doc/performance/quantization_spec.md`.
  private static let fixedGrids = [
    "LOGISTIC": "1/256", "SOFTMAX": "1/256", "TANH": "1/128", "L2_NORMALIZATION": "1/128",
    "LOG_SOFTMAX": "1/16",
  ]
}
