internal import SQLite

/// Results of earlier runs for targets that a new record does not have; they stay valid as long as the model
/// is unchanged.
struct CoverageRows {
  private static let tables = ["target_coverage", "blocked_operators"]

  private let rows: [(table: String, columns: [String], row: Row)]

  /// The rows of a model that a record does not replace; empty if its bytes have changed.
  init(_ id: String, besides json: String, in db: Database) throws {
    var rows: [(String, [String], Row)] = []
    for table in Self.tables {
      let sql = """
        SELECT old.* FROM \(table) AS old JOIN models ON models.id = old.model
        WHERE old.model = ?1 AND models.sha256 = json_extract(?2, '$.sha256')
          AND old.target NOT IN (
            SELECT json_extract(value, '$.target') FROM json_each(?2, '$.targets'))
        """
      let statement = try db.cached(sql)
      rows += try statement.rows([.text(id), .text(json)]).map {
        (table, statement.columnNames, $0)
      }
    }
    self.rows = rows
  }

  /// Puts them back.
  func insert(in db: Database) throws {
    for (table, columns, row) in rows {
      let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
      let places = columns.map { _ in "?" }.joined(separator: ", ")
      try db.cached("INSERT INTO \(table) (\(names)) VALUES (\(places))").run(row.values)
    }
  }
}
