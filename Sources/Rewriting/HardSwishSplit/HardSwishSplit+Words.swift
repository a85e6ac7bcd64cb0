internal import QuantMath

extension HardSwishSplit {
  /// The numbers that were chosen, for a person to read.
  var words: String {
    switch self {
    case .relu6(let split):
      "\(split.three.words(3)), relu6(x+3) \(split.clipped.words), \(split.sixth.words("1/6")), "
        + "their product \(split.gate.words)"
    case .relu6Folded(let split):
      "\(split.three.words(3)), relu6(x+3) \(split.clipped.words); the 1/6 is in the readers' weights"
    case .depthwise(let split):
      "\(split.weight.words("1/6")), 1/2 as \(split.bias) x \(split.biasScale), "
        + "x/6+1/2 \(split.gate.words)"
    case .int16(let split):
      "\(split.three.words(3)), relu6(x+3) \(split.clipped.words), the product "
        + "\(split.product.words), the result \(split.result.words)"
    case .lookup(let split): "a table of \(split.entries.count) codes"
    case .lookupMicro(let split): "a table of \(split.entries.count) codes"
    case .float: "the same operator in FLOAT32"
    }
  }
}

extension QuantizedScalar {
  fileprivate func words(_ name: some CustomStringConvertible) -> String {
    "\(name) as \(Float(real))"
  }
}

extension Grid {
  fileprivate var words: String { "in steps of \(scale)" }
}
