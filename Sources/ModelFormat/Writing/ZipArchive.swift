/// A zip archive after a model, as TensorFlow Lite's metadata uses it: offsets in its list of files (the
/// central directory) may count from the start of the whole file, and are then adjusted.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 (central directory), 4.3.15 and 4.3.16 (its end).
struct ZipArchive {
  private static let endSignature: UInt32 = 0x0605_4b50
  private static let zip64Signature: UInt32 = 0x0706_4b50
  private static let entrySignature: UInt32 = 0x0201_4b50
  /// Without their names and comments.
  private static let (endSize, entrySize, zip64Size) = (22, 46, 20)
  private static let largestComment = 0xffff
  /// A directory of 65,535 files with long names is far smaller.
  private static let largestDirectory = 64 << 20

  /// `trailing`, adjusted to begin at byte `place` of its new file.
  ///
  /// Bytes that are not an archive, or an archive with offsets from its own start, do not change.
  ///
  /// - Throws: `zip-not-movable` for an archive whose offsets cannot be adjusted.
  static func moved(
    _ trailing: ByteRange, to place: Int
  ) throws(Diagnostic) -> [ModelLayout.Piece] {
    let whole = ModelLayout.Piece.data(.source(trailing))
    let shift = place - trailing.offset
    guard shift != 0, let end = endRecord(of: trailing) else { return [whole] }

    let tail = trailing.suffix(from: end)
    let size = Int(tail.uint32(at: 12))
    let offset = Int(tail.uint32(at: 16))
    if end >= zip64Size,
      trailing.suffix(from: end - zip64Size).uint32(at: 0) == zip64Signature
    {
      throw .zipNotMovable("it uses the zip64 format for large archives")
    }
    let start = end - size
    // Otherwise offsets count from the archive's own start and need no change.
    guard start >= 0, trailing.offset + start == offset else { return [whole] }
    guard trailing.count - start <= largestDirectory else {
      throw .zipNotMovable("its list of files takes \(size) bytes")
    }

    var bytes = Array(trailing.suffix(from: start).scalars(of: UInt8.self))
    var entry = 0
    while entry < size {
      guard entry + entrySize <= size, bytes.uint32(at: entry) == entrySignature else {
        throw .zipNotMovable("its list of files is damaged")
      }
      try bytes.shift(at: entry + 42, by: shift, from: trailing.offset)
      entry += entrySize + [28, 30, 32].reduce(0) { $0 + Int(bytes.uint16(at: entry + $1)) }
    }
    guard entry == size else { throw .zipNotMovable("its list of files is damaged") }
    try bytes.shift(at: size + 16, by: shift, from: trailing.offset)
    return [.data(.source(trailing.prefix(start))), .bytes(bytes)]
  }

  /// The position of the record that ends an archive: its comment reaches the end of the file.
  private static func endRecord(of trailing: ByteRange) -> Int? {
    let first = max(0, trailing.count - endSize - largestComment)
    let tail = trailing.suffix(from: first).scalars(of: UInt8.self)
    guard tail.count >= endSize else { return nil }
    return (0...tail.count - endSize).last { at in
      tail.uint32(at: at) == endSignature
        && at + endSize + Int(tail.uint16(at: at + 20)) == tail.count
    }.map { first + $0 }
  }
}

extension ByteRange {
  fileprivate func prefix(_ count: Int) -> ByteRange {
    ByteRange(file: file, offset: offset, count: count)
  }

  fileprivate func suffix(from start: Int) -> ByteRange {
    ByteRange(file: file, offset: offset + start, count: count - start)
  }

  fileprivate func uint32(at place: Int) -> UInt32 {
    scalars(of: UInt8.self).uint32(at: place)
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  fileprivate func uint16(at place: Int) -> UInt16 {
    UInt16(self[place]) | UInt16(self[place + 1]) << 8
  }

  fileprivate func uint32(at place: Int) -> UInt32 {
    UInt32(uint16(at: place)) | UInt32(uint16(at: place + 2)) << 16
  }
}

extension [UInt8] {
  /// Adjusts the offset at `place`, which must point into what is moved: from byte `first` on.
  fileprivate mutating func shift(
    at place: Int, by distance: Int, from first: Int
  ) throws(Diagnostic) {
    let old = Int(uint32(at: place))
    // The largest number stands for "see the zip64 fields".
    guard old >= first, old < UInt32.max, old + distance < UInt32.max else {
      throw .zipNotMovable("the offset \(old) in it cannot be adjusted")
    }
    let new = UInt32(old + distance)
    for i in 0..<4 { self[place + i] = UInt8(truncatingIfNeeded: new >> (8 * UInt32(i))) }
  }
}
