internal import Auditing
internal import SQLite

/// Reads a few members of records with SQLite's JSON functions.
struct RecordReader {
  private let all: Statement
  private let one: Statement

  init(_ db: Database) throws {
    all = try db.prepare(
      """
      SELECT json_extract(r, '$.id'), json_extract(r, '$.sha256'), json_extract(r, '$.path'),
        json_extract(r, '$.tags'), json_extract(r, '$.summary.error'),
        json_extract(r, '$.summary.warning'), json_extract(r, '$.summary.note'),
        json_extract(r, '$.tool'), json_extract(r, '$.rules')
      FROM (SELECT ? AS r) WHERE json_valid(r)
      """)
    one = try db.prepare(
      "SELECT json_extract(r, '$.id') FROM (SELECT ? AS r) WHERE json_valid(r)")
  }

  /// The id of a record; nil for a line that is not a record.
  func id(of line: [UInt8]) throws -> String? {
    try one.rows([.text(String(decoding: line, as: UTF8.self))]).first?.text(0)
  }

  /// The id and the facts of a record; no facts if it has other versions, or only says that the model could
  /// not be read.
  func read(
    _ line: [UInt8], _ versions: BatchVersions
  ) throws -> (id: String, record: KnownRecord?)? {
    let text = String(decoding: line, as: UTF8.self)
    guard let row = try all.rows([.text(text)]).first, let id = row.text(0) else {
      return nil
    }
    guard row.text(7) == versions.tool, row.text(8) == versions.rules else { return (id, nil) }
    return (id, KnownRecord(row))
  }
}

extension KnownRecord {
  /// The record of a row with an id, SHA-256, path, tags and the numbers of errors, warnings and notes.
  ///
  /// Nil if the row has no SHA-256 or no path.
  init?(_ row: Row) {
    guard let sha256 = row.text(1), let path = row.text(2) else { return nil }
    let worst = Severity.worst(errors: row.number(4), warnings: row.number(5), notes: row.number(6))
    let count = [4, 5, 6].reduce(0) { $0 &+ max(0, row.number($1) ?? 0) }
    self.init(sha256: sha256, path: path, tags: row.text(3), worst: worst, findingCount: count)
  }
}

extension Severity {
  /// The highest severity in a summary.
  static func worst(errors: Int?, warnings: Int?, notes: Int?) -> Severity? {
    let counts: [(Int?, Severity)] = [(errors, .error), (warnings, .warning), (notes, .note)]
    return counts.first { ($0.0 ?? 0) > 0 }?.1
  }
}
