internal import CFlatBuffers

/// Lays out tables as a FlatBuffer from front to back: each table after its list of fields (vtable), then
/// what it refers to, so that every offset points forward.
///
/// Equal vtables are stored once. Source: FlatBuffers, "Internals"
/// (https://flatbuffers.dev/internals).
struct TableLayout {
  /// Where data is placed.
  enum DataPlacement {
    /// Inside or outside the tables, depending on the value.
    case asGiven
    /// Outside the tables wherever the schema allows it.
    case outside
  }

  /// An offset in a table that is set once the data has its place.
  struct Reference {
    /// The position of the offset.
    let slot: Int
    let data: EditableData
    /// True for 8 bytes that count from the file's start, as outside the tables; else it is 4
    /// bytes that count from `slot`.
    let isOutside: Bool
  }

  private(set) var bytes: [UInt8] = []
  /// In the order of the tables.
  private(set) var references: [Reference] = []
  private let placement: DataPlacement
  private var vtables: [[UInt8]: Int] = [:]

  /// Lays out the file's first 8 bytes, and `root` with everything it refers to.
  init(root: EditableTable, placement: DataPlacement) {
    self.placement = placement
    append(0, size: 4)
    bytes += FileKind.identifier
    setOffset(at: 0, to: append(root))
  }

  /// Sets a reference to the place of its data.
  mutating func resolve(_ reference: Reference, to place: Int) {
    if reference.isOutside {
      set(UInt64(place), size: 8, at: reference.slot)
    } else {
      setOffset(at: reference.slot, to: place)
    }
  }

  /// Appends a table and what it refers to; returns the table's position.
  private mutating func append(_ table: EditableTable) -> Int {
    let fields = LaidOutField.fields(of: table, placement)
    let vtable = appendVTable(LaidOutField.vtable(of: fields))
    align(4)
    // The fields start after the 4 bytes that point to the vtable.
    if fields.contains(where: { $0.size == 8 }) { align(8, behind: 4) }
    let start = bytes.count
    append(UInt64(start - vtable), size: 4)
    for field in fields {
      if case .number(let bits) = field.content {
        append(bits, size: field.size)
      } else {
        append(0, size: field.size)
      }
    }
    for field in fields.sorted(by: { $0.id < $1.id }) {
      let slot = start + field.distance
      switch field.content {
      case .number: break
      case .child(let value): appendChild(value, slot: slot)
      case .outsidePlace(let data):
        references.append(Reference(slot: slot, data: data, isOutside: true))
      }
    }
    return start
  }

  private mutating func appendVTable(_ vtable: [UInt8]) -> Int {
    if let known = vtables[vtable] { return known }
    align(2)
    let place = bytes.count
    bytes += vtable
    vtables[vtable] = place
    return place
  }

  /// Appends what the offset at `slot` will point to.
  private mutating func appendChild(_ value: EditableValue, slot: Int) {
    switch value {
    case .scalar: break
    case .table(let table): setOffset(at: slot, to: append(table))
    case .text(let text): setOffset(at: slot, to: appendText(text))
    case .texts(let texts):
      for (i, place) in appendSlots(texts.count, slot: slot).enumerated() {
        setOffset(at: place, to: appendText(texts[i]))
      }
    case .tables(let tables):
      for (i, place) in appendSlots(tables.count, slot: slot).enumerated() {
        setOffset(at: place, to: append(tables[i]))
      }
    case .numbers(let numbers, let size):
      align(max(size, 4), behind: 4)
      setOffset(at: slot, to: bytes.count)
      append(UInt64(numbers.count / size), size: 4)
      bytes += numbers
    case .data(let data) where data.count == 0:
      _ = appendSlots(0, slot: slot)
    case .data(let data):
      references.append(Reference(slot: slot, data: data, isOutside: false))
    }
  }

  private mutating func appendText(_ text: [UInt8]) -> Int {
    align(4)
    let place = bytes.count
    append(UInt64(text.count), size: 4)
    bytes += text
    bytes.append(0)
    return place
  }

  /// Appends a vector of offsets that are set later; returns their positions.
  private mutating func appendSlots(_ count: Int, slot: Int) -> [Int] {
    align(4)
    setOffset(at: slot, to: bytes.count)
    append(UInt64(count), size: 4)
    let first = bytes.count
    bytes += repeatElement(0, count: 4 * count)
    return (0..<count).map { first + 4 * $0 }
  }

  /// Pads until the place `distance` bytes from here is a multiple of `size`.
  private mutating func align(_ size: Int, behind distance: Int = 0) {
    while !(bytes.count + distance).isMultiple(of: size) { bytes.append(0) }
  }

  private mutating func append(_ number: UInt64, size: Int) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0.prefix(size) }
  }

  private mutating func set(_ number: UInt64, size: Int, at place: Int) {
    for i in 0..<size { bytes[place + i] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(i))) }
  }

  /// Makes the offset at `slot` point to `target`, which is after it.
  private mutating func setOffset(at slot: Int, to target: Int) {
    set(UInt64(target - slot), size: 4, at: slot)
  }
}
