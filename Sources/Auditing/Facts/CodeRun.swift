/// Least, greatest and sums of a run of codes, each taken as a byte counted from the lowest code.
struct CodeRun {
  private(set) var low = UInt8.max
  private(set) var high: UInt8 = 0
  /// The sum of the bytes.
  private(set) var sum: Int64 = 0
  /// The sum of the greater of each byte and the pivot.
  private(set) var raised: Int64 = 0

  private typealias Bytes = SIMD16<UInt8>
  private typealias Words = SIMD8<UInt16>

  /// Looks through `codes`; `flip` turns a code into a byte.
  init(_ codes: UnsafeRawBufferPointer, flip: UInt8, pivot: UInt8) {
    let vectorEnd = codes.count - codes.count % Bytes.scalarCount
    if vectorEnd > 0 { addVectors(codes, to: vectorEnd, flip: flip, pivot: pivot) }

    var (tail, raisedTail): (Int, Int) = (0, 0)
    for offset in vectorEnd..<codes.count {
      let byte = codes[offset] ^ flip
      low = min(low, byte)
      high = max(high, byte)
      tail &+= Int(byte)
      raisedTail &+= Int(max(byte, pivot))
    }
    sum += Int64(tail)
    raised += Int64(raisedTail)
  }

  private mutating func addVectors(
    _ codes: UnsafeRawBufferPointer, to end: Int, flip: UInt8, pivot: UInt8
  ) {
    let flips = Bytes(repeating: flip)
    let pivots = Bytes(repeating: pivot)
    var lows = Bytes(repeating: .max)
    var highs = Bytes(repeating: 0)
    var offset = 0
    while offset < end {
      // Two bytes of 255 in each lane, 128 times, is the most that 16 bits hold.
      let pieceEnd = min(end, offset + 128 * Bytes.scalarCount)
      var sums = Words(repeating: 0)
      var raisedSums = Words(repeating: 0)
      while offset < pieceEnd {
        let bytes = codes.loadUnaligned(fromByteOffset: offset, as: Bytes.self) ^ flips
        // Compared and replaced: `pointwiseMin` goes lane by lane.
        lows = lows.replacing(with: bytes, where: bytes .< lows)
        highs = highs.replacing(with: bytes, where: bytes .> highs)
        sums &+= Self.pairSums(bytes)
        raisedSums &+= Self.pairSums(pivots.replacing(with: bytes, where: bytes .> pivots))
        offset += Bytes.scalarCount
      }
      sum += Self.total(sums)
      raised += Self.total(raisedSums)
    }
    low = min(low, lows.min())
    high = max(high, highs.max())
  }

  /// Each two neighbours added.
  private static func pairSums(_ bytes: Bytes) -> Words {
    let words = unsafeBitCast(bytes, to: Words.self)
    return (words & Words(repeating: 0xff)) &+ (words &>> Words(repeating: 8))
  }

  private static func total(_ words: Words) -> Int64 {
    Int64(SIMD8<UInt32>(truncatingIfNeeded: words).wrappedSum())
  }
}
