internal import Glibc

extension ByteRange {
  private struct Different: Error {}
  /// Small enough that the C library reuses its memory; a larger piece would be mapped anew each time.
  private static let pieceSize = 1 << 16

  /// Passes the bytes of both to `body`, piece by piece, with the offset of each piece.
  ///
  /// Precondition: both have the same size.
  package func forEachPiece<Failure: Error>(
    with other: ByteRange,
    _ body: (Int, UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    while start < count {
      let piece = start..<min(start + Self.pieceSize, count)
      try part(piece).forEachChunk(of: Self.pieceSize) { (a) throws(Failure) in
        try other.part(piece).forEachChunk(of: Self.pieceSize) { (b) throws(Failure) in
          if a.count == b.count { try body(piece.lowerBound, a, b) }
        }
      }
      start = piece.upperBound
    }
  }

  /// Whether both have the same bytes; reading stops at the first difference.
  package func isSame(as other: ByteRange) -> Bool {
    guard count == other.count else { return false }
    do {
      try forEachPiece(with: other) { (_, a, b) throws(Different) in
        guard let startA = a.baseAddress, let startB = b.baseAddress else { return }
        if memcmp(startA, startB, a.count) != 0 { throw Different() }
      }
      return true
    } catch {
      return false
    }
  }

  /// How many bytes differ.
  ///
  /// Precondition: both have the same size.
  package func differingByteCount(from other: ByteRange) -> Int {
    var differing = 0
    forEachPiece(with: other) { _, a, b in
      for place in a.indices where a[place] != b[place] { differing += 1 }
    }
    return differing
  }
}
