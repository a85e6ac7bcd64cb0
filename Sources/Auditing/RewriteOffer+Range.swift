internal import ModelFacts
internal import ModelFormat

extension RewriteOffer {
  /// The offer to give an 8-bit tensor the scale and zero point for some real numbers; none where
  /// there is no such scale.
  static func range(
    _ low: Double, _ high: Double, of tensor: QuantizedTensor, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    guard tensor.type.isQuantizedByte, let codes = tensor.type.codeRange else { return [] }
    // 0 must be a code.
    let (low, high) = (min(low, 0), max(high, 0))
    let scale = Float((high - low) / 255)
    guard scale.isFinite, scale.isNormal, scale > 0 else { return [] }
    let zeroPoint = Double(codes.lowerBound) - (low / Double(scale)).rounded()
    guard let code = Int64(exactly: zeroPoint), codes.contains(code) else { return [] }
    return [
      .setQuantization(
        tensor: tensor.tensor.index.position, scale: scale, zeroPoint: code,
        subgraph: facts.argument)
    ]
  }
}
