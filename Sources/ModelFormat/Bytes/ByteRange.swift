/// A run of bytes of the file: data, read in place and never copied whole.
public struct ByteRange: Sendable {
  let file: ModelFile
  /// The distance from the start of the file in bytes.
  public let offset: Int
  /// The number of bytes.
  public let count: Int

  /// Gives the bytes to `body`, at most `size` at a time, in order.
  ///
  /// Data may be larger than memory: work on each piece as it comes. The pointer is good only
  /// inside `body`.
  public func forEachChunk<Failure: Error>(
    of size: Int = 1 << 20, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try file.storage.stream(from: offset, count: count, size: size, body)
  }

  /// Part of the bytes; what lies past the end is left out.
  public func part(_ range: Range<Int>) -> ByteRange {
    let start = min(max(range.lowerBound, 0), count)
    return ByteRange(
      file: file, offset: offset + start, count: min(max(range.upperBound, start), count) - start)
  }

  /// Whether every byte is 0; data that many tables share is read once.
  ///
  /// Nil if that is not known: of parts that overlap, so that together they are many times the
  /// file, those past the limit are not read.
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

  /// The bytes as numbers, all of them in memory; a rest too short for one is left out.
  public func scalars<Element: StoredScalar>(of type: Element.Type) -> Scalars<Element> {
    Scalars(file: file, offset: offset, count: count / MemoryLayout<Element>.size)
  }
}
