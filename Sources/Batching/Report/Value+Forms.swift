internal import ModelFormat
internal import Reporting
internal import SQLite

extension Value {
  /// The value as text; empty for NULL.
  var plainText: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
    }
  }

  /// True for values that are right-aligned in a column.
  var isNumberOrNull: Bool {
    switch self {
    case .null, .integer, .real: true
    case .text, .blob: false
    }
  }
}

extension [Value] {
  /// Writes a row as an object.
  func write(_ columns: [String], to json: JSONWriter) throws {
    try json.object {
      for (name, value) in zip(columns, self) {
        // The name of a column may be any text from the query.
        try json.key(anyText: name)
        switch value {
        case .null: json.null()
        case .integer(let number) where ZooRows.truths.contains(name) && 0...1 ~= number:
          json.value(number == 1)
        case .integer(let number): json.value(number)
        case .real(let number): json.value(number)
        case .text(let text): json.value(text)
        case .blob: json.value(value.plainText)
        }
      }
    }
  }
}

extension TextTable {
  /// The table of rows under the names of their columns.
  init(_ columns: [String], _ rows: [[Value]]) {
    self.init(
      columns.indices.map { column in
        Column(
          title: columns[column], isRight: rows.allSatisfy { $0[column].isNumberOrNull },
          givesWay: column + 1)
      })
    for row in rows { add(row.map { Cell($0.plainText.escapedForDisplay) }) }
  }
}

extension ZooReport.Section {
  var table: TextTable { TextTable(columns, rows) }
}
