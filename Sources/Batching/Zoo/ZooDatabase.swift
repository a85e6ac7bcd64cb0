internal import Auditing
public import ModelFormat
internal import SQLite

/// A SQLite database of what is known about a zoo of models.
///
/// It is in write-ahead mode, so that it can be queried while a batch writes to it, and opens after a kill at
/// any moment with everything that was committed.
public final class ZooDatabase: RecordSink {
  private var database: Database?
  private var run: Int64?
  private var examined = 0

  /// Opens the database at `path`, creates it if it does not exist, and migrates it to the newest version.
  ///
  /// - Throws: `database-not-usable`, and `database-too-new` for one that a newer tflens has written.
  public init(_ path: FilePath) throws(Diagnostic) {
    do {
      let database = try Database(path: path.description, .writing)
      // A kill loses nothing; only a loss of power may cost the last records, never the database.
      try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      guard try ZooMigrations.migrate(database) else { throw Diagnostic.databaseTooNew(path) }
      self.database = database
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .databaseNotUsable(path, error)
    }
  }

  /// Records that a run begins.
  public func begin(_ versions: BatchVersions) throws(Diagnostic) {
    try writing { db in
      try db.run(
        "INSERT INTO runs (tool, rules, started) VALUES (?, ?, datetime('now'))",
        .text(versions.tool), .text(versions.rules))
      run = db.lastInsertedRow
    }
  }

  /// The existing records of these versions, by id.
  public func known(_ versions: BatchVersions) throws(Diagnostic) -> [String: KnownRecord] {
    do {
      var known: [String: KnownRecord] = [:]
      let statement = try database?.prepare(
        """
        SELECT id, sha256, path, tags, errors, warnings, notes FROM models
        WHERE sha256 IS NOT NULL AND tool = ? AND rules = ?
        """)
      try statement?.forEachRow([.text(versions.tool), .text(versions.rules)]) { row in
        guard let id = row.text(0), let record = KnownRecord(row) else { return }
        known[id] = record
      }
      return known
    } catch {
      throw .databaseNotReadable(error)
    }
  }

  /// Writes the rows of records in one transaction, replacing older ones.
  public func write(_ records: [FinishedRecord]) throws {
    try writing { db in
      for finished in records {
        // The text is our own JSON, which is valid UTF-8.
        let json = String(decoding: finished.record.json, as: UTF8.self)
        try ZooRows.replace(finished.item.id, by: json, in: db)
      }
    }
    examined += records.count
  }

  /// Records that the run has ended, and closes the database.
  public func finish() throws {
    try writing { db in
      try db.run(
        "UPDATE runs SET ended = datetime('now'), examined = ? WHERE run = ?",
        Value(examined), run.map(Value.integer) ?? .null)
    }
    // The last process to close it merges the log into the database.
    database = nil
  }

  /// Runs `body` in one transaction; nothing is written once the database is closed.
  private func writing(_ body: (Database) throws -> Void) throws(Diagnostic) {
    do {
      guard let database else { return }
      try database.transaction { try body(database) }
    } catch {
      throw .databaseNotWritable(error)
    }
  }
}
