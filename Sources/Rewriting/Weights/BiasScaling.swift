internal import ModelFormat

/// The integers of a bias at another scale.
enum BiasScaling {
  /// The codes, each times `ratio` of its position, rounded to the nearest integer, half away from zero.
  ///
  /// - Throws: the reason, if a code does not fit its type.
  static func scaled(
    _ bias: Tensor, by ratio: (_ channel: Int) -> Double
  ) throws(Reason) -> [UInt8] {
    guard let data = bias.data else { return [] }
    return bias.type == .int64
      ? Array(littleEndian: try scaled(data.scalars(of: Int64.self), by: ratio))
      : Array(littleEndian: try scaled(data.scalars(of: Int32.self), by: ratio))
  }

  private static func scaled<Code: FixedWidthInteger & StoredScalar>(
    _ codes: Scalars<Code>, by ratio: (_ channel: Int) -> Double
  ) throws(Reason) -> [Code] {
    var scaled: [Code] = []
    scaled.reserveCapacity(codes.count)
    for (channel, code) in codes.enumerated() {
      let exact = (Double(code) * ratio(channel)).rounded(.toNearestOrAwayFromZero)
      guard let new = Code(exactly: exact) else {
        throw Reason(
          "its bias in channel \(channel) would be \(exact), which does not fit in \(Code.bitWidth) bits"
        )
      }
      scaled.append(new)
    }
    return scaled
  }
}
