internal import CFlatBuffers

/// A table as a value: any of the schema's, whatever its fields are.
///
/// Values hold no offset, so none can dangle; where things stand is decided when they are written.
public struct EditableTable: Sendable {
  /// Which table of the schema this is.
  let type: Int32
  /// What each field holds, by its number; nil if the table leaves it out.
  ///
  /// The fields that say where data outside the tables lies are always left out: see `outside`.
  var values: [EditableValue?]
  /// Data of a buffer, or options of a custom operator, that lies behind all tables, as in files
  /// past 2 GiB; nil if there is none.
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
  /// Precondition: the table has so many.
  func field(_ id: Int) -> RecordField { RecordField(raw: cfb_field_at(type, UInt16(id))) }
}

/// What a field of a table holds, as a value.
public enum EditableValue: Sendable {
  /// A number of any type: its bytes as the file has them, the lowest first, with zeros above.
  case scalar(UInt64)
  /// A string: bytes that should be UTF-8 and need not be.
  case text([UInt8])
  case texts([[UInt8]])
  /// A vector of numbers other than bytes, little-endian, each of `size` bytes.
  case numbers([UInt8], size: Int)
  /// A vector of bytes, of any size.
  case data(EditableData)
  indirect case table(EditableTable)
  case tables([EditableTable])
}

/// Data that is in no table: left in the file that was read, or new.
public enum EditableData: Sendable {
  /// Streamed from there when the model is written; never in memory as a whole.
  case source(ByteRange)
  case bytes([UInt8])
  /// Made from other data, piece by piece, when the model is written.
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

/// Data that is a function of other data, so that it need never be in memory as a whole.
public struct ComputedData: Sendable {
  /// The number of bytes.
  public let count: Int
  let fill: @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) -> Void

  /// Data of `count` bytes.
  ///
  /// `fill` writes the bytes from `offset` on, as many as `target` has room for: any run of them,
  /// in any order, the same each time.
  public init(
    count: Int,
    fill: @escaping @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) -> Void
  ) {
    (self.count, self.fill) = (count, fill)
  }
}
