internal import Auditing
internal import GRDB

/// Reads a few members of records, by SQLite's JSON functions.
struct RecordReader {
  private let all: Statement
  private let one: Statement

  init(_ db: Database) throws {
    all = try db.makeStatement(
      sql: """
        SELECT json_extract(r, '$.id'), json_extract(r, '$.sha256'), json_extract(r, '$.path'),
          json_extract(r, '$.tags'), json_extract(r, '$.summary.error'),
          json_extract(r, '$.summary.warning'), json_extract(r, '$.summary.note'),
          json_extract(r, '$.tool'), json_extract(r, '$.rules')
        FROM (SELECT ? AS r) WHERE json_valid(r)
        """)
    one = try db.makeStatement(
      sql: "SELECT json_extract(r, '$.id') FROM (SELECT ? AS r) WHERE json_valid(r)")
  }

  /// The id of a record; nil for a line that is none.
  func id(of line: [UInt8]) throws -> String? {
    try String.fetchOne(one, arguments: [String(decoding: line, as: UTF8.self)])
  }

  /// The id of a record, and what is known by it: nothing where it is of other versions, or says
  /// only that the model could not be read.
  func read(
    _ line: [UInt8], _ versions: BatchVersions
  ) throws -> (id: String, record: KnownRecord?)? {
    let text = String(decoding: line, as: UTF8.self)
    guard let row = try Row.fetchOne(all, arguments: [text]), let id: String = row[0] else {
      return nil
    }
    guard let sha256: String = row[1], let path: String = row[2], row[7] == versions.tool,
      row[8] == versions.rules
    else { return (id, nil) }
    let worst = Severity.worst(errors: row[4], warnings: row[5], notes: row[6])
    return (id, KnownRecord(sha256: sha256, path: path, tags: row[3], worst: worst))
  }
}

extension Severity {
  /// The greatest severity that a summary counts.
  static func worst(errors: Int?, warnings: Int?, notes: Int?) -> Severity? {
    let counts: [(Int?, Severity)] = [(errors, .error), (warnings, .warning), (notes, .note)]
    return counts.first { ($0.0 ?? 0) > 0 }?.1
  }
}
