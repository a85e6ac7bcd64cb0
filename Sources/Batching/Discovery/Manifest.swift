public import ModelFormat
internal import SQLite

/// A line of a manifest.
public struct ManifestEntry: Sendable, Hashable {
  /// The file.
  public let path: FilePath
  /// The record's id; by default the path.
  public let id: String?
  /// What else is known of the model, as JSON.
  public let tags: String?

  /// A line in parts.
  public init(path: FilePath, id: String? = nil, tags: String? = nil) {
    (self.path, self.id, self.tags) = (path, id, tags)
  }
}

/// A list of models: a path a line, a path before each NUL, or an object a line with `path`, and
/// perhaps `id` and `tags`.
public struct Manifest: Sendable {
  /// Its lines, in order.
  public let entries: [ManifestEntry]

  /// What the bytes say.
  ///
  /// A list that begins with `{` has an object a line (NDJSON), another has none; a path that begins so is
  /// written `./{`. Empty lines are skipped; the carriage return of Windows is not part of a path.
  ///
  /// - Parameter isNULSeparated: whether NUL ends a path, so that it may hold a line feed.
  /// - Throws: `manifest-line` for an object that is none, or has no path, and for a NUL inside a line.
  public init(_ bytes: [UInt8], isNULSeparated: Bool = false) throws(Diagnostic) {
    if isNULSeparated {
      entries = try Self.paths(bytes.split(separator: 0, omittingEmptySubsequences: false))
      return
    }
    if let end = bytes.firstIndex(of: 0) {
      throw .nulInManifest(line: bytes[..<end].count { $0 == 0x0a })
    }
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
      line.last == 0x0d ? line.dropLast() : line
    }
    let first = bytes.first { $0 > 0x20 }
    guard first == UInt8(ascii: "{") else {
      let object = lines.firstIndex { line in
        line.starts(with: Array("{\"".utf8)) && line.last == UInt8(ascii: "}")
      }
      if let object {
        throw .manifestLine(object, "it is an object, but the first line is a path")
      }
      entries = try Self.paths(lines)
      return
    }
    entries = try Self.objects(lines)
  }

  /// A record repeats what its line says.
  private static let longestLine = 64 << 10

  private static func paths(_ lines: [ArraySlice<UInt8>]) throws(Diagnostic) -> [ManifestEntry] {
    var entries: [ManifestEntry] = []
    for (number, line) in lines.enumerated() where !line.isEmpty {
      try check(line, number)
      entries.append(ManifestEntry(path: FilePath(bytes: Array(line))))
    }
    return entries
  }

  private static func check(_ line: ArraySlice<UInt8>, _ number: Int) throws(Diagnostic) {
    guard line.count <= longestLine else {
      throw .manifestLine(
        number, "it has \(line.count) bytes", "at most \(longestLine) are allowed")
    }
  }

  /// SQLite reads the JSON: what it makes of the records it makes of the manifest.
  private static func objects(_ lines: [ArraySlice<UInt8>]) throws(Diagnostic) -> [ManifestEntry] {
    do {
      let statement = try Database().prepare(
        """
        SELECT json_type(line, '$.path') = 'text', json_extract(line, '$.path'),
          CAST(json_extract(line, '$.id') AS TEXT), json_type(line, '$.id') IN ('text', 'integer', 'null'),
          json(json_extract(line, '$.tags')), json_type(line, '$.tags') IN ('object', 'null')
        FROM (SELECT ? AS line) WHERE json_valid(line) AND json_type(line) = 'object'
        """)
      var entries: [ManifestEntry] = []
      for (number, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
        try check(line, number)
        guard let text = String(validating: line, as: UTF8.self) else {
          throw Diagnostic.manifestLine(number, "it is not UTF-8")
        }
        guard let row = try? statement.rows([.text(text)]).first else {
          throw Diagnostic.manifestLine(number, "it is not a JSON object")
        }
        guard row.bool(0) == true, let path = row.text(1), !path.isEmpty else {
          throw Diagnostic.manifestLine(number, "'path' must be a non-empty string")
        }
        guard row.bool(3) ?? true else {
          throw Diagnostic.manifestLine(number, "'id' must be a string or an integer")
        }
        guard row.bool(5) ?? true else {
          throw Diagnostic.manifestLine(number, "'tags' must be an object")
        }
        entries.append(ManifestEntry(path: FilePath(path), id: row.text(2), tags: row.text(4)))
      }
      return entries
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .manifest(error)
    }
  }
}
