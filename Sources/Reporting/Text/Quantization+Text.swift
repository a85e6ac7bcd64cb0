internal import ModelFacts
internal import ModelFormat

extension Tensor {
  /// A tensor's quantization for a table; without a scale, the observed range.
  var quantizationText: String {
    if let quantization = TensorQuantization(self) { return quantization.summaryText }
    guard let seen = quantization, let low = seen.min.min(), let high = seen.max.max() else {
      return ""
    }
    return "no scale, seen \(low.asExact) to \(high.asExact)"
  }
}

extension TensorQuantization {
  /// The text for a table: the scale and zero point, or how many there are and their range.
  var summaryText: String {
    switch granularity {
    case .perTensor: "\(scales[0].asExact) z \(zeroPoints[0])"
    case .perChannel: "\(scales.count) scales \(scaleRangeText)\(zeroPointText), axis \(axis ?? 0)"
    case .blockwise: blocksText
    case .multiAxis, .custom: granularity.rawValue
    case .malformed: "malformed: \(problem ?? "")"
    }
  }

  /// `0.0012 to 0.031`; one number if all scales are equal.
  var scaleRangeText: String {
    guard let low = scales.min(), let high = scales.max() else { return "" }
    return low == high ? low.asExact : "\(low.asExact) to \(high.asExact)"
  }

  /// `blocks of 32, scales in tensor 2`.
  private var blocksText: String {
    guard let blocks else { return granularity.rawValue }
    let size = blocks.blockShape.map { "\($0)" } ?? "\(blocks.blockSize)"
    return "blocks of \(size), scales in tensor \(blocks.scales.rawValue)"
  }

  private var zeroPointText: String {
    guard let low = zeroPoints.min(), let high = zeroPoints.max(), (low, high) != (0, 0) else {
      return ""
    }
    return low == high ? " z \(low)" : " z \(low) to \(high)"
  }
}
