/// A FlatBuffer laid out by hand, front to back: what no compiler would write, or not so many.
struct FlatBufferBytes {
  private(set) var bytes: [UInt8] = []

  /// The place of what is appended next.
  var end: Int { bytes.count }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func align(to size: Int) {
    while !bytes.count.isMultiple(of: size) { bytes.append(0) }
  }

  /// The file's first 8 bytes, its root table right behind its vtable, and 4 bytes for each field.
  ///
  /// Gives the places where the fields' offsets go.
  mutating func appendRoot(fields: [Int]) -> [Int] {
    append(UInt32(0))
    bytes += Array("TFL3".utf8)
    let table = appendTable(fields: fields)
    setOffset(at: 0, to: table)
    return fields.indices.map { table + 4 + 4 * $0 }
  }

  /// A table with room for an offset in each of `fields`, ascending; gives its place.
  mutating func appendTable(fields: [Int]) -> Int {
    align(to: 4)
    let vtable = end
    let slots = (fields.last ?? -1) + 1
    append(UInt16(4 + 2 * slots))
    append(UInt16(4 + 4 * fields.count))
    for slot in 0..<slots {
      append(UInt16(fields.firstIndex(of: slot).map { 4 + 4 * $0 } ?? 0))
    }
    align(to: 4)
    let table = end
    append(Int32(table - vtable))
    for _ in fields { append(UInt32(0)) }
    return table
  }

  /// A vector of offsets, all to be set; gives its place.
  mutating func appendVector(count: Int) -> Int {
    align(to: 4)
    let place = end
    append(UInt32(count))
    bytes.append(contentsOf: repeatElement(0, count: 4 * count))
    return place
  }

  /// Lets the offset at `place` lead to `target`, which lies behind it.
  mutating func setOffset(at place: Int, to target: Int) {
    let distance = UInt32(target - place)
    for i in 0..<4 { bytes[place + i] = UInt8(truncatingIfNeeded: distance >> (8 * i)) }
  }
}
