internal import GRDB

/// What earlier runs found on targets that a new record says nothing of: it stays true as long as the
/// model is the same.
struct CoverageRows {
  private static let tables = ["target_coverage", "blocked_operators"]

  private let rows: [(table: String, row: Row)]

  /// The rows of a model that a record does not replace; none where its bytes are others.
  init(_ id: String, besides json: String, in db: Database) throws {
    var rows: [(String, Row)] = []
    for table in Self.tables {
      let sql = """
        SELECT old.* FROM \(table) AS old JOIN models ON models.id = old.model
        WHERE old.model = :id AND models.sha256 = json_extract(:r, '$.sha256')
          AND old.target NOT IN (
            SELECT json_extract(value, '$.target') FROM json_each(:r, '$.targets'))
        """
      let found = try Row.fetchAll(
        db.cachedStatement(sql: sql), arguments: ["id": id, "r": json])
      rows += found.map { (table, $0) }
    }
    self.rows = rows
  }

  /// Puts them back.
  func insert(in db: Database) throws {
    for (table, row) in rows {
      let columns = row.columnNames.map { "\"\($0)\"" }.joined(separator: ", ")
      let places = row.columnNames.map { _ in "?" }.joined(separator: ", ")
      try db.cachedStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))")
        .execute(arguments: StatementArguments(Array(row.databaseValues)))
    }
  }
}
