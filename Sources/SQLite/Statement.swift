internal import CSQLite

/// A compiled statement.
public final class Statement {
  private let connection: OpaquePointer
  private let handle: OpaquePointer
  /// Keeps the connection open; nil if the connection keeps the statement.
  private let database: Database?
  /// The names of the result's columns.
  public let columnNames: [String]

  init(_ sql: String, _ connection: OpaquePointer, of database: Database?) throws(SQLiteError) {
    let (first, rest) = try Self.compile(sql, connection)
    guard let first else { throw SQLiteError(misuse: "it has no statement") }
    do throws(SQLiteError) {
      // Blanks and comments may follow; they compile to nothing.
      let (second, _) = try Self.compile(rest, connection)
      guard second == nil else {
        sqlite3_finalize(second)
        throw SQLiteError(misuse: "it has more than one statement")
      }
    } catch {
      sqlite3_finalize(first)
      throw error
    }
    (self.connection, self.handle, self.database) = (connection, first, database)
    columnNames = (0..<sqlite3_column_count(first)).map {
      String(cString: sqlite3_column_name(first, $0))
    }
  }

  /// The first statement of a text (nil if there is none), and the text after it.
  private static func compile(
    _ sql: String, _ connection: OpaquePointer
  ) throws(SQLiteError) -> (OpaquePointer?, rest: String) {
    let sql = Array(sql.utf8CString)
    var handle: OpaquePointer?
    var length = 0
    let status = sql.withUnsafeBufferPointer { text in
      var end: UnsafePointer<CChar>?
      let status = sqlite3_prepare_v2(connection, text.baseAddress, -1, &handle, &end)
      if let start = text.baseAddress, let end { length = end - start }
      return status
    }
    guard status == SQLITE_OK else { throw SQLiteError(connection) }
    return (
      handle,
      String(decoding: sql[length...].dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    )
  }

  deinit { sqlite3_finalize(handle) }

  /// True for a statement that changes nothing in the database.
  public var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

  /// Runs the statement and ignores its result.
  public func run(_ arguments: [Value] = []) throws(SQLiteError) {
    _ = try rows(arguments)
  }

  /// The rows of the result.
  public func rows(_ arguments: [Value] = []) throws(SQLiteError) -> [Row] {
    var rows: [Row] = []
    do {
      try forEachRow(arguments) { rows.append($0) }
    } catch {
      throw error as? SQLiteError ?? SQLiteError(connection)
    }
    return rows
  }

  /// Runs the statement and passes on each row of the result.
  ///
  /// - Parameter arguments: The values of its parameters, in order; others are NULL.
  public func forEachRow(_ arguments: [Value], _ body: (Row) throws -> Void) throws {
    sqlite3_clear_bindings(handle)
    defer { sqlite3_reset(handle) }
    for (index, value) in arguments.enumerated() { try bind(value, at: Int32(index + 1)) }
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: try body(row)
      case SQLITE_DONE: return
      default: throw SQLiteError(connection)
      }
    }
  }

  private func bind(_ value: Value, at place: Int32) throws(SQLiteError) {
    let status =
      switch value {
      case .null: sqlite3_bind_null(handle, place)
      case .integer(let number): sqlite3_bind_int64(handle, place, number)
      case .real(let number): sqlite3_bind_double(handle, place, number)
      case .text(let text):
        // A C string ends with a zero, so that even empty text has an address; without one, it would be NULL.
        text.utf8CString.withUnsafeBufferPointer {
          tflens_bind_text(handle, place, $0.baseAddress, UInt64($0.count - 1))
        }
      case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, place, 0)
      case .blob(let bytes):
        bytes.withUnsafeBytes {
          tflens_bind_blob(handle, place, $0.baseAddress, UInt64($0.count))
        }
      }
    guard status == SQLITE_OK else { throw SQLiteError(connection) }
  }

  private var row: Row { Row(values: (0..<sqlite3_column_count(handle)).map(value)) }

  private func value(_ column: Int32) -> Value {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(handle, column)
      let count = Int(sqlite3_column_bytes(handle, column))
      return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      let bytes = sqlite3_column_blob(handle, column)
      let count = Int(sqlite3_column_bytes(handle, column))
      return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
    default: return .null
    }
  }
}
