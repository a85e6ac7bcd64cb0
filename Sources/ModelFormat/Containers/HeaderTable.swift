/// A table in the header of a container, which is a FlatBuffer of a schema of its own.
///
/// Each read checks that it stays inside the header. Source: the FlatBuffers wire format,
/// flatbuffers.dev/internals.
struct HeaderTable {
  private let bytes: [UInt8]
  private let at: Int
  private let size: Int
  /// Where the list of its fields is, and the size of that list.
  private let (vtable, vtableSize): (Int, Int)

  /// The header begins here in its file, for messages.
  private static let base = 32

  /// The table that a FlatBuffer begins with.
  static func root(of bytes: [UInt8]) throws(Diagnostic) -> HeaderTable {
    try HeaderTable(bytes, at: offset(0, in: bytes))
  }

  private init(_ bytes: [UInt8], at: Int) throws(Diagnostic) {
    (self.bytes, self.at) = (bytes, at)
    try Self.check(bytes, at, 4)
    let distance = Int(Int32(truncatingIfNeeded: bytes.number(at: at, size: 4)))
    vtable = at - distance
    try Self.check(bytes, vtable, 4)
    vtableSize = Int(bytes.number(at: vtable, size: 2))
    size = Int(bytes.number(at: vtable + 2, size: 2))
    guard vtableSize >= 4, vtableSize.isMultiple(of: 2), size >= 4 else {
      throw .container(
        "a table in the header lists \(vtableSize) and has \(size) bytes", "both must be 4 or more",
        at: Self.base + vtable)
    }
    try Self.check(bytes, vtable, vtableSize)
    try Self.check(bytes, at, size)
  }

  /// A number of one byte; 0 if the field is left out.
  func uint8(_ id: Int) throws(Diagnostic) -> UInt8 {
    try field(id, size: 1).map { bytes[$0] } ?? 0
  }

  /// A number of eight bytes; 0 if the field is left out.
  func uint64(_ id: Int) throws(Diagnostic) -> UInt64 {
    try field(id, size: 8).map { bytes.number(at: $0, size: 8) } ?? 0
  }

  /// A table; nil if the field is left out.
  func table(_ id: Int) throws(Diagnostic) -> HeaderTable? {
    guard let place = try field(id, size: 4) else { return nil }
    return try HeaderTable(bytes, at: Self.offset(place, in: bytes))
  }

  /// The tables of a vector; none if the field is left out.
  func tables(_ id: Int, atMost limit: Int) throws(Diagnostic) -> [HeaderTable] {
    guard let (start, count) = try vector(id, size: 4) else { return [] }
    guard count <= limit else {
      throw .container("a list in the header has \(count) entries", "at most \(limit) are allowed")
    }
    var tables: [HeaderTable] = []
    for index in 0..<count {
      tables.append(try HeaderTable(bytes, at: Self.offset(start + 4 * index, in: bytes)))
    }
    return tables
  }

  /// A text; nil if the field is left out, or longer than `limit` bytes.
  func text(_ id: Int, atMost limit: Int = 256) throws(Diagnostic) -> String? {
    guard let (start, count) = try vector(id, size: 1), count <= limit else { return nil }
    return String(decoding: bytes[start..<start + count], as: UTF8.self)
  }

  private func vector(_ id: Int, size: Int) throws(Diagnostic) -> (start: Int, count: Int)? {
    guard let place = try field(id, size: 4) else { return nil }
    let at = try Self.offset(place, in: bytes)
    try Self.check(bytes, at, 4)
    let count = Int(bytes.number(at: at, size: 4))
    try Self.check(bytes, at + 4, count * size)
    return (at + 4, count)
  }

  /// Where a field is; nil if it is left out.
  private func field(_ id: Int, size: Int) throws(Diagnostic) -> Int? {
    let entry = 4 + 2 * id
    guard entry < vtableSize else { return nil }
    let place = Int(bytes.number(at: vtable + entry, size: 2))
    guard place != 0 else { return nil }
    guard place >= 4, place + size <= self.size else {
      throw .container(
        "a field in the header is at byte \(place) of a table",
        "it must lie within the table's \(self.size) bytes", at: Self.base + at)
    }
    return at + place
  }

  /// Where the offset at a place leads.
  private static func offset(_ place: Int, in bytes: [UInt8]) throws(Diagnostic) -> Int {
    try check(bytes, place, 4)
    return place + Int(bytes.number(at: place, size: 4))
  }

  private static func check(_ bytes: [UInt8], _ at: Int, _ count: Int) throws(Diagnostic) {
    guard at >= 0, at <= bytes.count, count <= bytes.count - at else {
      throw .container(
        "the header names bytes \(base + at) to \(base + at + count)",
        "it must stay within bytes \(base) to \(base + bytes.count)")
    }
  }
}

extension [UInt8] {
  /// A little-endian number of `size` bytes.
  ///
  /// - Precondition: the bytes are there.
  func number(at place: Int, size: Int) -> UInt64 {
    (0..<size).reduce(0) { $0 | UInt64(self[place + $1]) << UInt64(8 * $1) }
  }
}
