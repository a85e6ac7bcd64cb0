public import ModelFormat

/// The integers that a tensor's data holds, in order, read piece by piece.
///
/// A remainder of the data that is too short for an integer is left out.
public struct StoredCodes: Sendable {
  /// The integers that the type can hold.
  public let range: ClosedRange<Int64>
  /// How many bytes an integer takes.
  public let size: Int
  private let data: ByteRange

  /// Nil unless the type is INT8, UINT8, INT16, INT32 or INT64.
  public init?(_ data: ByteRange, of type: ElementType) {
    // INT64 is no type of quantized tensors, but that of a wide bias.
    guard let range = type == .int64 ? Int64.min...Int64.max : type.codeRange,
      let bits = type.bitCount, bits >= 8
    else { return nil }
    (self.range, size) = (range, bits / 8)
    self.data = data.part(0..<data.count / size * size)
  }

  /// How many integers there are.
  public var count: Int { data.count / size }

  /// Calls `body` with the integers at some positions; those past the end are left out.
  public func forEach<Failure: Error>(
    in positions: Range<Int>, _ body: (Int64) throws(Failure) -> Void
  ) throws(Failure) {
    let bytes = positions.lowerBound * size..<positions.upperBound * size
    try data.part(bytes).forEachChunk { (chunk) throws(Failure) in
      for start in stride(from: 0, to: chunk.count, by: size) {
        try body(code(at: start, of: chunk))
      }
    }
  }

  /// Calls `body` with every integer.
  public func forEach<Failure: Error>(
    _ body: (Int64) throws(Failure) -> Void
  ) throws(Failure) {
    try forEach(in: 0..<count, body)
  }

  /// The least and the greatest integer; nil if there are none.
  ///
  /// It reads all of them.
  public var ends: ClosedRange<Int64>? {
    var (lowest, highest) = (Int64.max, Int64.min)
    forEach { (lowest, highest) = (min(lowest, $0), max(highest, $0)) }
    return lowest <= highest ? lowest...highest : nil
  }

  /// All integers, in memory.
  public var array: [Int64] { array(in: 0..<count) }

  /// The integers at some positions, in memory.
  public func array(in positions: Range<Int>) -> [Int64] {
    var array: [Int64] = []
    array.reserveCapacity(min(positions.count, count))
    forEach(in: positions) { array.append($0) }
    return array
  }

  private func code(at start: Int, of chunk: UnsafeRawBufferPointer) -> Int64 {
    var bits: UInt64 = 0
    for byte in 0..<size { bits |= UInt64(chunk[start + byte]) << (8 * byte) }
    guard range.lowerBound < 0 else { return Int64(bits) }
    let unused = 64 - 8 * size
    return Int64(bitPattern: bits << unused) >> unused
  }
}
