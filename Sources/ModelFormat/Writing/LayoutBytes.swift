/// The bytes of a model that is laid out but not written, read from its pieces.
final class LayoutBytes: Sendable {
  private let pieces: [ModelLayout.Piece]
  /// Where each piece begins.
  private let starts: [Int]
  let count: Int

  init(_ layout: ModelLayout) {
    pieces = layout.pieces
    count = layout.byteCount
    var place = 0
    starts = pieces.map { piece in
      defer { place += piece.count }
      return place
    }
  }

  /// Copies the bytes from `offset` to `target`, as many as it has room for; returns how many were copied.
  func read(from offset: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
    var done = 0
    var index = self.index(of: offset)
    while done < target.count, index < pieces.count {
      let distance = offset + done - starts[index]
      let size = min(pieces[index].count - distance, target.count - done)
      pieces[index].read(
        from: distance, into: UnsafeMutableRawBufferPointer(rebasing: target[done..<done + size]))
      done += size
      index += 1
    }
    return done
  }

  /// The piece that the byte at `offset` is in.
  private func index(of offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

extension ModelFile {
  /// Verifies an edited model as the file that it would be, without writing one.
  ///
  /// Its data stays where it lies.
  ///
  /// - Throws: why the model could not be written or opened.
  public convenience init(_ model: EditableModel) throws(Diagnostic) {
    try self.init(laidOut: ModelLayout(model))
  }

  convenience init(laidOut layout: ModelLayout) throws(Diagnostic) {
    let bytes = LayoutBytes(layout)
    let source = PageSource(count: bytes.count) { bytes.read(from: $0, into: $1) }
    guard let storage = Storage(source) else {
      throw .notReadable("not enough memory")
    }
    try self.init(storage: storage)
  }
}

extension ModelLayout.Piece {
  /// Copies the bytes from `offset` of the piece.
  fileprivate func read(from offset: Int, into target: UnsafeMutableRawBufferPointer) {
    switch self {
    case .bytes(let bytes): target.copyBytes(from: bytes[offset..<offset + target.count])
    case .zeros: _ = target.initializeMemory(as: UInt8.self, repeating: 0)
    case .data(let data): data.read(from: offset, into: target)
    }
  }
}

extension EditableData {
  /// Copies the bytes from `offset`, as many as `target` has room for.
  ///
  /// Precondition: there are so many.
  public func read(from offset: Int, into target: UnsafeMutableRawBufferPointer) {
    switch self {
    case .bytes(let bytes): target.copyBytes(from: bytes[offset..<offset + target.count])
    case .computed(let data): data.fill(offset, target)
    case .source(let range): range.file.storage.copy(from: range.offset + offset, into: target)
    }
  }
}
