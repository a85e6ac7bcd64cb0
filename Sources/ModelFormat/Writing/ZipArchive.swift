/// A zip archive after a model, as the metadata of TensorFlow Lite has it: its list of files may
/// count from the start of the whole file, and then moves with it.
enum ZipArchive {
  /// `trailing` as it must stand when it begins at byte `place` of its new file.
  ///
  /// Bytes that are not an archive, or an archive with offsets from its own start, do not change.
  ///
  /// - Throws: `zip-not-movable` for an archive whose offsets cannot be adjusted.
  static func moved(
    _ trailing: ByteRange, to place: Int
  ) throws(Diagnostic) -> [ModelLayout.Piece] {
    let whole = ModelLayout.Piece.data(.source(trailing))
    let shift = place - trailing.offset
    guard shift != 0, let directory = ZipDirectory(endOf: trailing) else { return [whole] }
    guard !directory.isZip64 else {
      throw .zipNotMovable("it uses the zip64 format for large archives")
    }
    let start = directory.start
    // An archive that counts from elsewhere counts from its own start, and moves as it is.
    guard start >= 0, trailing.offset + start == directory.offset else { return [whole] }
    guard trailing.count - start <= ZipDirectory.largest else {
      throw .zipNotMovable("its list of files takes \(directory.size) bytes")
    }
    guard let entries = directory.entries else {
      throw .zipNotMovable("its list of files is damaged")
    }

    var bytes = Array(trailing.part(start..<trailing.count).scalars(of: UInt8.self))
    for entry in entries {
      try bytes.shift(at: entry.place + 42, by: shift, from: trailing.offset)
    }
    try bytes.shift(at: directory.size + 16, by: shift, from: trailing.offset)
    return [.data(.source(trailing.part(0..<start))), .bytes(bytes)]
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
