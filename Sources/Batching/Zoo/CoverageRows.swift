internal import SQLite

/// What earlier runs found on targets that a new record says nothing of: it stays true as long as
/// the model is the same.
struct CoverageRows {
  private static let tables = ["target_coverage", "blocked_operators"]

  private let rows: [(table: String, columns: [String], row: Row)]

  /// The rows of a model that a record does not replace; none if its bytes are others.
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
