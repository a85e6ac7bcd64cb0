internal import Auditing
internal import GRDB
public import ModelFormat

/// What is known of a zoo of models: a SQLite database.
///
/// It is in write-ahead mode, so that it can be asked while a batch writes to it, and opens after
/// a kill at any moment with everything that was committed.
public final class ZooDatabase: RecordSink {
  let queue: DatabaseQueue
  private var run: Int64?
  private var examined = 0

  /// Opens the database at `path`, makes it where there is none, and brings it to the newest form.
  ///
  /// - Throws: `database-not-usable`, and `database-too-new` for one that a newer tflens has made.
  public init(_ path: FilePath) throws(Diagnostic) {
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(30)
    configuration.journalMode = .wal
    // A kill loses nothing; only a loss of power may cost the last records, never the database.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    do {
      queue = try DatabaseQueue(path: path.description, configuration: configuration)
      let migrator = ZooMigrations.migrator
      guard try !queue.read(migrator.hasBeenSuperseded) else {
        throw Diagnostic.databaseTooNew(path)
      }
      try migrator.migrate(queue)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .databaseNotUsable(path, error)
    }
  }

  /// Notes that a run begins.
  public func begin(_ versions: BatchVersions) throws(Diagnostic) {
    try writing {
      run = try queue.write { db in
        try db.execute(
          sql: "INSERT INTO runs (tool, rules, started) VALUES (?, ?, datetime('now'))",
          arguments: [versions.tool, versions.rules])
        return db.lastInsertedRowID
      }
    }
  }

  /// The records that are there, of these versions, by id.
  public func known(_ versions: BatchVersions) throws(Diagnostic) -> [String: KnownRecord] {
    do {
      return try queue.read { db in
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT id, sha256, path, tags, errors, warnings, notes FROM models
            WHERE sha256 IS NOT NULL AND tool = ? AND rules = ?
            """, arguments: [versions.tool, versions.rules])
        var known: [String: KnownRecord] = [:]
        while let row = try rows.next() {
          let worst = Severity.worst(
            errors: row.number(4), warnings: row.number(5), notes: row.number(6))
          guard let id = row.text(0), let sha256 = row.text(1), let path = row.text(2) else {
            continue
          }
          let count = [4, 5, 6].reduce(0) { $0 &+ max(0, row.number($1) ?? 0) }
          known[id] = KnownRecord(
            sha256: sha256, path: path, tags: row.text(3), worst: worst, findingCount: count)
        }
        return known
      }
    } catch {
      throw .databaseNotReadable(error)
    }
  }

  /// Writes the rows of records, all in one transaction, in the place of older ones.
  public func write(_ records: [FinishedRecord]) throws {
    try writing {
      try queue.write { db in
        for finished in records {
          // The text is JSON of our own; every byte of it is UTF-8.
          let json = String(decoding: finished.record.json, as: UTF8.self)
          try ZooRows.replace(finished.item.id, by: json, in: db)
        }
      }
    }
    examined += records.count
  }

  /// Notes that the run has ended, and closes the database.
  public func finish() throws {
    try writing {
      try queue.write { db in
        try db.execute(
          sql: "UPDATE runs SET ended = datetime('now'), examined = ? WHERE run = ?",
          arguments: [examined, run])
      }
      // The last to close it folds the log into the database.
      try queue.close()
    }
  }

  private func writing(_ body: () throws -> Void) throws(Diagnostic) {
    do {
      try body()
    } catch {
      throw .databaseNotWritable(error)
    }
  }
}
