internal import CSQLite

/// A connection to a SQLite database.
///
/// One thread uses it at a time. Foreign keys are enforced, which SQLite does only on request.
public final class Database {
  /// What a connection may do.
  public enum Access: Sendable {
    /// Read only; the file must exist.
    case reading
    /// Read and write; a missing file is created.
    case writing
  }

  private let connection: OpaquePointer
  private var cache: [String: Statement] = [:]

  /// Opens the database at a path.
  ///
  /// - Parameters:
  ///   - path: The file; SQLite's `:memory:` and `file:` are plain names here.
  ///   - waitingFor: How long a statement waits for another process to finish writing, in
  ///     milliseconds.
  public convenience init(
    path: String, _ access: Access, waitingFor milliseconds: Int32 = 30_000
  ) throws(SQLiteError) {
    let flags =
      access == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    // A path that begins with a colon has a meaning of its own in SQLite.
    try self.init(opening: path.hasPrefix(":") ? "./" + path : path, flags)
    sqlite3_busy_timeout(connection, milliseconds)
  }

  /// An empty database in memory, for SQLite's functions.
  public convenience init() throws(SQLiteError) {
    try self.init(opening: ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
  }

  private init(opening name: String, _ flags: Int32) throws(SQLiteError) {
    var handle: OpaquePointer?
    guard sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK,
      let handle
    else {
      defer { sqlite3_close_v2(handle) }
      throw SQLiteError(handle)
    }
    connection = handle
    sqlite3_extended_result_codes(connection, 1)
    try execute("PRAGMA foreign_keys = ON")
  }

  // Statements that are still alive keep the connection until they end.
  deinit { sqlite3_close_v2(connection) }

  /// Runs statements, separated by `;`, and ignores their results.
  public func execute(_ sql: String) throws(SQLiteError) {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
      throw SQLiteError(connection)
    }
  }

  /// Compiles one statement.
  ///
  /// - Throws: Also for text without a statement, or with more than one.
  public func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    try Statement(sql, connection, of: self)
  }

  /// Runs one statement, which is compiled only the first time, with values for its parameters
  /// `?1`, `?2`...
  public func run(_ sql: String, _ arguments: Value...) throws(SQLiteError) {
    try cached(sql).run(arguments)
  }

  /// The rows of one statement, which is compiled only the first time.
  public func rows(_ sql: String, _ arguments: Value...) throws(SQLiteError) -> [Row] {
    try cached(sql).rows(arguments)
  }

  /// One statement, compiled on the first request only.
  public func cached(_ sql: String) throws(SQLiteError) -> Statement {
    if let statement = cache[sql] { return statement }
    // A statement in the cache must not keep the database that keeps it.
    let statement = try Statement(sql, connection, of: nil)
    cache[sql] = statement
    return statement
  }

  /// The key of the row that was inserted last.
  public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(connection) }

  /// Runs `body` in one write transaction: all of it is kept, or nothing if it fails.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has ended some failed transactions itself.
      if sqlite3_get_autocommit(connection) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }
}
