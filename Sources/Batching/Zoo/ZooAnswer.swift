public import ModelFormat
public import Reporting
internal import SQLite

/// The result of a query on a zoo's database: a view, or SQL that only reads.
public struct ZooAnswer: Sendable {
  /// How an answer is printed.
  public enum Format: String, CaseIterable, Sendable { case text, json, ndjson, csv }

  /// The names of the columns.
  public let columns: [String]
  private let rows: [[Value]]

  /// The views of the database at `path`, sorted by name.
  public static func views(_ path: FilePath) throws(Diagnostic) -> [String] {
    try reading(path, views)
  }

  /// The views of the newest database version, sorted by name.
  public static var knownViews: [String] {
    guard let database = try? Database(), (try? ZooMigrations.migrate(database)) == true else {
      return []
    }
    return (try? views(in: database)) ?? []
  }

  private static func views(in database: Database) throws -> [String] {
    try database.rows("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")
      .compactMap { $0.text(0) }
  }

  /// Queries the database at `path`.
  ///
  /// - Throws: `question` for SQL that SQLite rejects, or that would write.
  public init(_ question: String, of path: FilePath) throws(Diagnostic) {
    (columns, rows) = try Self.reading(path) { db in
      let isName = try !db.rows(
        "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE",
        .text(question)
      ).isEmpty
      let sql = isName ? "SELECT * FROM \(question.quotedForSQL)" : question
      do {
        let statement = try db.prepare(sql)
        guard statement.isReadOnly else {
          throw Diagnostic.invalidQuery("it would write to the database; queries are read-only")
        }
        return (statement.columnNames, try statement.rows().map(\.values))
      } catch let error as SQLiteError {
        if question.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || Character(.init($0)).isLetter }) {
          throw Diagnostic.noSuchView(question, among: try Self.views(in: db))
        }
        throw Diagnostic.invalidQuery(error.message)
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
    guard path.isTaken else { throw .noDatabase(path) }
    do {
      return try body(Database(path: path.description, .reading))
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .databaseNotUsable(path, error)
    }
  }
}

extension String {
  /// The text as the name of a table in SQL.
  fileprivate var quotedForSQL: String {
    "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
