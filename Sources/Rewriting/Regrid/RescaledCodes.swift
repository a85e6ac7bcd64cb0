internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Codes of a constant for another scale and zero point: the nearest code to each number, ties away from zero, clamped to
/// the type.
struct RescaledCodes: Sendable {
  private let codes: StoredCodes
  private let ratio: Double
  private let (oldZero, newZero): (Int64, Int64)

  /// Nil unless the type is one of quantized tensors, with whole codes.
  ///
  /// - Parameters:
  ///   - ratio: old scale / new scale.
  ///   - zeroPoints: the old one and the new one.
  init?(
    _ data: ByteRange, of type: ElementType, by ratio: Double,
    zeroPoints: (old: Int64, new: Int64) = (0, 0)
  ) {
    guard let codes = StoredCodes(data, of: type), data.count % codes.size == 0 else { return nil }
    (self.codes, self.ratio) = (codes, ratio)
    (oldZero, newZero) = zeroPoints
  }

  /// Whether no code has to be clamped; reads all of them.
  var fits: Bool {
    do {
      try codes.forEach { (code) throws(DoesNotFit) in
        guard codes.range.contains(moved(code)) else { throw DoesNotFit() }
      }
      return true
    } catch {
      return false
    }
  }

  private struct DoesNotFit: Error {}

  /// The new codes, computed when they are written.
  var data: ComputedData {
    let (size, range) = (codes.size, codes.range)
    return ComputedData(count: codes.count * size) { offset, target in
      // Whole codes, although the piece may begin and end inside one.
      let first = offset / size
      let end = (offset + target.count + size - 1) / size
      var place = first * size - offset
      codes.forEach(in: first..<end) { code in
        let new = min(max(moved(code), range.lowerBound), range.upperBound)
        for byte in 0..<size where target.indices.contains(place + byte) {
          target[place + byte] = UInt8(truncatingIfNeeded: new >> Int64(8 * byte))
        }
        place += size
      }
    }
  }

  /// The nearest code, before it is clamped.
  private func moved(_ code: Int64) -> Int64 {
    roundHalfAway(Double(code - oldZero) * ratio) + newZero
  }
}
