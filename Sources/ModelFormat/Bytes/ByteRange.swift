/// A range of bytes of the file: data that is read in place and never copied as a whole.
public struct ByteRange: Sendable {
  let file: ModelFile
  /// The distance from the start of the file in bytes.
  public let offset: Int
  /// The number of bytes.
  public let count: Int

  /// Passes the bytes to `body`, at most `size` at a time, in order.
  ///
  /// Data may be larger than memory, so work on one piece at a time. The pointer is valid only inside `body`.
  public func forEachChunk<Failure: Error>(
    of size: Int = 1 << 20, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try file.storage.stream(from: offset, count: count, size: size, body)
  }

  /// A part of the bytes, cut off at their end.
  public func part(_ range: Range<Int>) -> ByteRange {
    let start = min(max(range.lowerBound, 0), count)
    return ByteRange(
      file: file, offset: offset + start, count: min(max(range.upperBound, start), count) - start)
  }

  /// Whether every byte is 0; data that many tables share is read once.
  ///
  /// Nil if this is unknown: parts that overlap can add up to many times the file, so there is a limit,
  /// beyond which they are not read.
  public var isAllZero: Bool? {
    file.memo.isZero(FileMemo.Part(offset: offset, count: count)) {
      do {
        try forEachChunk(of: 1 << 16) { (chunk) throws(FoundNonZero) in
          if chunk.contains(where: { $0 != 0 }) { throw FoundNonZero() }
        }
        return true
      } catch {
        return false
      }
    }
  }

  private struct FoundNonZero: Error {}

  /// The bytes as numbers, all in memory; a remainder too short for a number is left out.
  public func scalars<Element: StoredScalar>(of type: Element.Type) -> Scalars<Element> {
    Scalars(file: file, offset: offset, count: count / MemoryLayout<Element>.size)
  }
}
