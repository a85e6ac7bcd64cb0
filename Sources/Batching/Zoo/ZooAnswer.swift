internal import GRDB
public import ModelFormat
public import Reporting

/// A question to a zoo's database: a view by its name, or SQL that reads.
public struct ZooAnswer: Sendable {
  /// How an answer is printed.
  public enum Format: String, CaseIterable, Sendable { case text, json, ndjson, csv }

  /// The names of the columns.
  public let columns: [String]
  private let rows: [[DatabaseValue]]

  /// The views of the database at `path`, in order of their names.
  public static func views(_ path: FilePath) throws(Diagnostic) -> [String] {
    try reading(path) { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")
    }
  }

  /// Asks the database at `path`.
  ///
  /// - Throws: `question` for SQL that SQLite refuses, or that would write.
  public init(_ question: String, of path: FilePath) throws(Diagnostic) {
    (columns, rows) = try Self.reading(path) { db in
      let isName = try db.tableExists(question) || db.viewExists(question)
      let sql = isName ? "SELECT * FROM \(question.quotedDatabaseIdentifier)" : question
      do {
        let statement = try db.makeStatement(sql: sql)
        guard statement.isReadonly else {
          throw Diagnostic.question("it would write; a question only reads")
        }
        let cursor = try Row.fetchCursor(statement)
        var rows: [[DatabaseValue]] = []
        while let row = try cursor.next() { rows.append(Array(row.databaseValues)) }
        return (statement.columnNames, rows)
      } catch let error as DatabaseError {
        throw Diagnostic.question(error.message ?? "\(error)")
      }
    }
  }

  /// Writes the answer.
  public func write(_ format: Format, to output: OutputBuffer, text: TextWriter) throws {
    switch format {
    case .text: try writeText(to: text)
    case .json:
      let json = JSONWriter(to: output, lineDepth: 1)
      try json.array(of: rows) { try $0.write(columns, to: json) }
      json.endDocument()
    case .ndjson:
      let json = JSONWriter(to: output, lineDepth: 0)
      for row in rows {
        try row.write(columns, to: json)
        json.endDocument()
      }
    case .csv:
      for cells in [columns] + rows.map({ $0.map(\.plainText) }) {
        output.append(cells.map(FindingTable.cell).joined(separator: ",") + "\r\n")
      }
    }
  }

  private func writeText(to text: TextWriter) throws {
    guard !rows.isEmpty else { return try text.line("No rows.") }
    try text.table(TextTable(columns, rows))
  }

  static func reading<Result>(
    _ path: FilePath, _ body: (Database) throws -> Result
  ) throws(Diagnostic) -> Result {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      return try DatabaseQueue(path: path.description, configuration: configuration).read(body)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .databaseNotUsable(path, error)
    }
  }
}
