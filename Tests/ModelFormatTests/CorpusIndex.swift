import Foundation

/// What another program counted in the real models: `index.csv` beside them, a row for each.
struct CorpusIndex {
  let rows: [[String: String]]

  init(in folder: URL) throws {
    let text = try String(contentsOf: folder.appending(path: "index.csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(Self.fields)
    let names = lines.first ?? []
    rows = lines.dropFirst().map { Dictionary(zip(names, $0), uniquingKeysWith: { $1 }) }
  }

  /// The fields of a line: commas inside quotes belong to a field, and two quotes there are one.
  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    var last: Character?
    for character in line {
      switch character {
      case "\"":
        if !isQuoted && last == "\"" { fields[fields.count - 1].append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
      last = character
    }
    return fields
  }
}
