internal import CFlatBuffers

/// Any table of the schema as a value.
///
/// Values hold no offsets, so none can dangle; positions are decided when the table is written.
public struct EditableTable: Sendable {
  /// Which table of the schema this is.
  let type: Int32
  /// What each field holds, by its number; nil if the table leaves it out.
  ///
  /// The fields with the location of data outside the tables are always left out: see `outside`.
  var values: [EditableValue?]
  /// Data of a buffer, or options of a custom operator, stored after all tables, as in files over 2 GiB; nil
  /// if there is none.
  public var outside: EditableData?

  /// A table without fields, by its name in the schema.
  ///
  /// Precondition: the schema has such a table.
  init(_ typeName: String) {
    guard let type = Self.types[typeName] else {
      preconditionFailure("the schema has no table '\(typeName)'")
    }
    self.init(type: type)
  }

  private static let types = Dictionary(
    (0..<cfb_table_count()).map { (String(cString: cfb_table_name($0)), $0) }
  ) { first, _ in first }

  /// A table without fields.
  init(type: Int32) {
    self.type = type
    values = Array(repeating: nil, count: Int(cfb_field_count(type)))
  }

  /// The table's name in the schema.
  public var typeName: String { String(cString: cfb_table_name(type)) }

  /// The schema's declaration of a field.
  ///
  /// Precondition: the table has this many.
  func field(_ id: Int) -> RecordField { RecordField(raw: cfb_field_at(type, UInt16(id))) }
}

/// What a field of a table holds, as a value.
public enum EditableValue: Sendable {
  /// A number of any type: its little-endian bytes, zero-extended.
  case scalar(UInt64)
  /// A string: bytes that should be UTF-8 but may not be.
  case text([UInt8])
  case texts([[UInt8]])
  /// A vector of numbers other than bytes, little-endian, each of `size` bytes.
  case numbers([UInt8], size: Int)
  /// A vector of bytes, of any size.
  case data(EditableData)
  indirect case table(EditableTable)
  case tables([EditableTable])
}

/// Data outside this value: in the file that was read, or new.
public enum EditableData: Sendable {
  /// A range of the file that was read, streamed when the model is written; never in memory as a whole.
  case source(ByteRange)
  case bytes([UInt8])
  /// Computed from other data, piece by piece, when the model is written.
  case computed(ComputedData)

  /// The number of bytes.
  public var count: Int {
    switch self {
    case .source(let range): range.count
    case .bytes(let bytes): bytes.count
    case .computed(let data): data.count
    }
  }
}

/// Data that is a function of other data, so that it is never in memory as a whole.
public struct ComputedData: Sendable {
  /// The number of bytes.
  public let count: Int
  let fill: @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) -> Void

  /// Data of `count` bytes.
  ///
  /// `fill` writes the bytes from `offset` on, as many as `target` has room for: any range, in any order,
  /// with the same result each time.
  public init(
    count: Int,
    fill: @escaping @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) -> Void
  ) {
    (self.count, self.fill) = (count, fill)
  }
}
