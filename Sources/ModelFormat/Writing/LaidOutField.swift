internal import CFlatBuffers

/// A field that a table stores, and its position in the table.
struct LaidOutField {
  enum Content {
    case number(UInt64)
    /// An offset to something after the table.
    case child(EditableValue)
    /// The location in the file of data outside the tables.
    case outsidePlace(EditableData)
  }

  let id: Int
  let size: Int
  let content: Content
  /// From the table's start, in bytes.
  private(set) var distance = 0

  private init(_ id: Int, size: Int, _ content: Content) {
    (self.id, self.size, self.content) = (id, size, content)
  }

  private static let buffers = Record.types(named: ["Buffer"])

  /// The fields that `table` stores, the largest first, so that no padding is needed.
  static func fields(
    of table: EditableTable, _ placement: TableLayout.DataPlacement
  ) -> [LaidOutField] {
    var table = table
    let placesOfData = EditableTableReader.placesOfData(table.type)
    if placement == .outside, !placesOfData.isEmpty { moveOutside(&table) }

    var fields: [LaidOutField] = []
    for (id, value) in table.values.enumerated() {
      guard let value else { continue }
      if case .scalar(let bits) = value {
        fields.append(Self(id, size: table.field(id).raw.scalar.byteCount, .number(bits)))
      } else {
        fields.append(Self(id, size: 4, .child(value)))
      }
    }
    if let outside = table.outside, let place = placesOfData.first {
      fields.append(Self(place, size: 8, .outsidePlace(outside)))
      fields.append(Self(place + 1, size: 8, .number(UInt64(outside.count))))
    }
    fields.sort { ($1.size, $0.id) < ($0.size, $1.id) }
    var distance = 4
    for i in fields.indices {
      fields[i].distance = distance
      distance += fields[i].size
    }
    return fields
  }

  private static func moveOutside(_ table: inout EditableTable) {
    let id =
      buffers.contains(table.type)
      ? Buffer.Field.data.rawValue : Operator.Field.customOptions.rawValue
    guard table.outside == nil, case .data(let data)? = table.values[Int(id)], data.count > 0
    else { return }
    table.outside = data
    table.values[Int(id)] = nil
  }

  /// The list that maps field numbers to distances: its size, the table's size, and a slot for each field.
  static func vtable(of fields: [LaidOutField]) -> [UInt8] {
    let slotCount = fields.reduce(0) { max($0, $1.id + 1) }
    var bytes = [UInt8](repeating: 0, count: 2 * (2 + slotCount))
    func setWord(_ slot: Int, to number: Int) {
      bytes[2 * slot] = UInt8(truncatingIfNeeded: number)
      bytes[2 * slot + 1] = UInt8(truncatingIfNeeded: number >> 8)
    }
    setWord(0, to: bytes.count)
    setWord(1, to: 4 + fields.reduce(0) { $0 + $1.size })
    for field in fields { setWord(2 + field.id, to: field.distance) }
    return bytes
  }
}
