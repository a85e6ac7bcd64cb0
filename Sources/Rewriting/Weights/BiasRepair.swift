internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A bias whose scale is not that of the accumulator, and its replacement.
///
/// Each code becomes the accumulator code nearest to its real value:
/// `(code - zero point) · declared scale`, half away from zero.
struct BiasRepair {
  let bias: Tensor
  /// Its place among the operator's inputs.
  let input: Int
  /// The new codes, little-endian.
  let bytes: [UInt8]
  /// Input scale x weight scale, for each scale of the weights.
  let scales: [Float]
  /// The largest change of an output, in output codes, for kernels that used the codes unchanged.
  let shift: Double?

  /// Nil if there is no bias with a scale, or the scale is right.
  ///
  /// - Throws: the reason why it cannot be repaired.
  init?(_ matrix: MatrixOperator) throws(Reason) {
    guard let bias = matrix.bias, bias.type == .int32 || bias.type == .int64,
      let input = matrix.op.inputs.firstIndex(of: bias.index),
      let declared = TensorQuantization(bias), !declared.scales.isEmpty,
      let inputScale = matrix.input.flatMap({ TensorQuantization($0)?.scale }),
      let weights = matrix.weights.flatMap({ TensorQuantization($0)?.scales.array }),
      !weights.isEmpty
    else { return nil }
    (self.bias, self.input) = (bias, input)
    scales = weights.map { inputScale * $0 }
    let (old, zeroPoints) = (declared.scales.array, declared.zeroPoints.array)
    guard !Self.isRight(old, zeroPoints, inputScale, weights) else { return nil }

    guard bias.isConstant, !bias.isVariable,
      let codes = bias.data.flatMap({ StoredCodes($0, of: bias.type)?.array })
    else {
      throw Reason("its bias is not a constant")
    }
    guard Self.fit(old.count, codes.count), Self.fit(scales.count, codes.count),
      Self.fit(max(zeroPoints.count, 1), codes.count)
    else {
      throw Reason(
        "its bias has \(codes.count) codes, \(old.count) scales and \(zeroPoints.count) zero points, "
          + "and its weights have \(scales.count) scales")
    }
    var (new, farthest) = ([Int64](), 0.0)
    new.reserveCapacity(codes.count)
    for (channel, code) in codes.enumerated() {
      let zero = zeroPoints.isEmpty ? 0 : zeroPoints[zeroPoints.count == 1 ? 0 : channel]
      let step = Double(scales[scales.count == 1 ? 0 : channel])
      let value = (Double(code) - Double(zero)) * Double(old[old.count == 1 ? 0 : channel])
      guard value.isFinite, step > 0, step.isFinite else {
        throw Reason(
          "channel \(channel) of its bias is \(value), with scale \(step); both must be "
            + "normal numbers")
      }
      let exact = (value / step).rounded(.toNearestOrAwayFromZero)
      let limit = bias.type == .int64 ? 0x1p63 : 0x1p31
      guard exact >= -limit, exact < limit else {
        throw Reason("its bias of channel \(channel) would be \(exact), which its type cannot hold")
      }
      new.append(Int64(saturating: exact))
      farthest = max(farthest, abs(exact - Double(code)) * step)
    }
    bytes =
      bias.type == .int64
      ? Array(littleEndian: new)
      : Array(littleEndian: new.lazy.map { Int32(truncatingIfNeeded: $0) })
    shift = matrix.output.flatMap { TensorQuantization($0)?.scale }
      .flatMap { $0 > 0 ? farthest / Double($0) : nil }
  }

  private static func fit(_ count: Int, _ codes: Int) -> Bool { count == 1 || count == codes }

  /// Whether the bias has as many scales as the weights, without which XNNPACK rejects the model, and each is what kernels
  /// compute with; the tolerance is the rule's.
  private static func isRight(
    _ old: [Float], _ zeroPoints: [Int64], _ inputScale: Float, _ weights: [Float]
  ) -> Bool {
    guard old.count == weights.count, zeroPoints.allSatisfy({ $0 == 0 }) else { return false }
    return zip(old, weights).allSatisfy { old, weight in
      Producer.matches(found: Double(old), expected: Double(inputScale) * Double(weight))
    }
  }

  /// What changes, in words.
  func words(_ isShared: Bool) -> String {
    let count = bias.elementCount ?? 0
    var words = "bias in \(bias.label): \(count) codes with scale input scale x weight scale"
    if isShared { words += ", in a copy, because other operators share it" }
    if let shift {
      words += "; kernels that ignore the bias scale change an output by \(shift.inHundredths)"
    }
    return words
  }
}

extension Double {
  /// At most two digits after the decimal point.
  fileprivate var inHundredths: String {
    self < 1e15 ? "\((self * 100).rounded() / 100)" : "\(self)"
  }
}
