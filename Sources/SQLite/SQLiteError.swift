internal import CSQLite

/// A failure of SQLite.
public struct SQLiteError: Error, Hashable {
  /// SQLite's extended result code: https://sqlite.org/rescode.html.
  public let code: Int32
  /// SQLite's message.
  public let message: String

  /// A failure of our own, with SQLite's code `SQLITE_MISUSE`.
  init(misuse message: String) { (code, self.message) = (SQLITE_MISUSE, message) }

  /// The last failure of a connection; nil if there was no memory to open one.
  init(_ connection: OpaquePointer?) {
    code = sqlite3_extended_errcode(connection)
    message = String(cString: sqlite3_errmsg(connection))
  }
}
