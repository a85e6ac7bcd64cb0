internal import ModelFormat
internal import QuantMath

/// Codes of a constant for another scale and zero point: the nearest code to each number, ties away from zero, clamped to
/// the type.
struct RescaledCodes: Sendable {
  /// The old codes.
  let codes: ByteRange
  /// How many bytes a code has.
  private let size: Int
  private let range: ClosedRange<Int64>
  private let ratio: Double
  private let (oldZero, newZero): (Int64, Int64)

  /// Nil unless the type is one of quantized tensors, with whole codes.
  ///
  /// - Parameters:
  ///   - ratio: old scale / new scale.
  ///   - zeroPoints: the old one and the new one.
  init?(
    _ codes: ByteRange, of type: ElementType, by ratio: Double,
    zeroPoints: (old: Int64, new: Int64) = (0, 0)
  ) {
    switch type {
    case .uint8: (size, range) = (1, 0...255)
    case .int8: (size, range) = (1, -128...127)
    case .int16: (size, range) = (2, -32768...32767)
    case .int32: (size, range) = (4, Int64(Int32.min)...Int64(Int32.max))
    case .int64: (size, range) = (8, Int64.min...Int64.max)
    default: return nil
    }
    guard codes.count % size == 0 else { return nil }
    (self.codes, self.ratio) = (codes, ratio)
    (oldZero, newZero) = zeroPoints
  }

  /// Whether no code has to be clamped; reads all of them.
  var fits: Bool {
    do {
      try codes.forEachChunk { (chunk) throws(DoesNotFit) in
        for start in stride(from: 0, to: chunk.count, by: size)
        where !range.contains(moved(code(at: start, of: chunk))) {
          throw DoesNotFit()
        }
      }
      return true
    } catch {
      return false
    }
  }

  private struct DoesNotFit: Error {}

  /// The lowest and the highest old code, 0 for both if there is none; reads all of them.
  var ends: ClosedRange<Int64> {
    var (lowest, highest) = (Int64.max, Int64.min)
    codes.forEachChunk { chunk in
      for start in stride(from: 0, to: chunk.count, by: size) {
        let code = code(at: start, of: chunk)
        (lowest, highest) = (min(lowest, code), max(highest, code))
      }
    }
    return lowest <= highest ? lowest...highest : 0...0
  }

  /// The new codes, computed when they are written.
  var data: ComputedData {
    ComputedData(count: codes.count) { offset, target in
      // Whole codes, although the piece may begin and end inside one.
      let first = offset / size * size
      let end = (offset + target.count + size - 1) / size * size
      var place = first - offset
      codes.part(first..<end).forEachChunk { chunk in
        for start in stride(from: 0, to: chunk.count, by: size) {
          let moved = moved(code(at: start, of: chunk))
          let new = min(max(moved, range.lowerBound), range.upperBound)
          for byte in 0..<size where target.indices.contains(place + byte) {
            target[place + byte] = UInt8(truncatingIfNeeded: new >> Int64(8 * byte))
          }
          place += size
        }
      }
    }
  }

  private func code(at start: Int, of chunk: UnsafeRawBufferPointer) -> Int64 {
    var bits: UInt64 = 0
    for byte in 0..<size { bits |= UInt64(chunk[start + byte]) << (8 * byte) }
    guard range.lowerBound < 0 else { return Int64(bits) }
    let unused = 64 - 8 * size
    return Int64(bitPattern: bits << unused) >> unused
  }

  /// The nearest code, before it is clamped.
  private func moved(_ code: Int64) -> Int64 {
    roundHalfAway(Double(code - oldZero) * ratio) + newZero
  }
}
