/// A model as the pieces of a file: tables, then data inside them, data outside them, and what
/// comes after the flatbuffer.
struct ModelLayout {
  enum Piece {
    case bytes([UInt8])
    case zeros(Int)
    case data(EditableData)

    var count: Int {
      switch self {
      case .bytes(let bytes): bytes.count
      case .zeros(let count): count
      case .data(let data): data.count
      }
    }
  }

  /// The largest alignment that the schema requires (`force_align`), and what readers expect for data.
  static let alignment = 16

  private(set) var pieces: [Piece] = []
  private(set) var byteCount = 0

  /// Decides the position of everything.
  ///
  /// `reach` is how far tables, and data inside them, may extend: no offset in a FlatBuffer is
  /// larger (libflatbuffers: FLATBUFFERS_MAX_BUFFER_SIZE).
  init(_ model: EditableModel, reach: Int = 0x7fff_ffff) throws(Diagnostic) {
    self.init(model, .asGiven)
    if insideByteCount > reach { self.init(model, .outside) }
    guard insideByteCount <= reach else {
      throw .tablesTooLarge(insideByteCount, allowed: reach)
    }
    guard model.trailing.count > 0 else { return }
    pad(behind: 0)
    for piece in try ZipArchive.moved(model.trailing, to: byteCount) { append(piece) }
  }

  /// The end of the tables and the data inside them.
  private var insideByteCount = 0

  private init(_ model: EditableModel, _ placement: TableLayout.DataPlacement) {
    var tables = TableLayout(root: model.root.untyped, placement: placement)
    pieces = [.bytes([])]
    byteCount = tables.bytes.count
    place(&tables, outside: false)
    insideByteCount = byteCount
    place(&tables, outside: true)
    pieces[0] = .bytes(tables.bytes)
  }

  /// Places data in the order of the tables; shared data is placed once.
  private mutating func place(_ tables: inout TableLayout, outside: Bool) {
    var places: [DataIdentity: Int] = [:]
    for reference in tables.references where reference.isOutside == outside {
      let identity = DataIdentity(reference.data)
      if let known = identity.flatMap({ places[$0] }) {
        tables.resolve(reference, to: known)
        continue
      }
      pad(behind: outside ? 0 : 4)
      let place = byteCount
      if !outside { append(.bytes(length(reference.data.count))) }
      append(.data(reference.data))
      tables.resolve(reference, to: place)
      if let identity { places[identity] = place }
    }
  }

  /// A vector's length, which comes before the elements.
  private func length(_ count: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }

  /// Zeros until the place `distance` bytes from here is aligned.
  private mutating func pad(behind distance: Int) {
    let rest = (byteCount + distance) % Self.alignment
    if rest > 0 { append(.zeros(Self.alignment - rest)) }
  }

  private mutating func append(_ piece: Piece) {
    pieces.append(piece)
    byteCount += piece.count
  }
}

/// Data of one range in one file, which several buffers may share; new bytes are never shared.
private struct DataIdentity: Hashable {
  let file: ObjectIdentifier
  let offset: Int
  let count: Int

  init?(_ data: EditableData) {
    guard case .source(let range) = data else { return nil }
    (file, offset, count) = (ObjectIdentifier(range.file), range.offset, range.count)
  }
}
