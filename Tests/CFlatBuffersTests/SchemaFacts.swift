import Foundation
import TestSupport

/// The facts of the format as a list of entries: the second opinion on schema/tflite.fbs.
struct SchemaFacts: Decodable {
  struct Enum: Decodable {
    let base: String
    let values: [String: Int64]
  }
  struct Union: Decodable {
    let members: [String]
  }
  struct Field: Decodable {
    let name, type: String
    let `default`, attributes: String?
  }

  let rootType: String
  let enums: [String: Enum]
  let unions: [String: Union]
  let tables: [String: [Field]]

  enum CodingKeys: String, CodingKey {
    case rootType = "root_type"
    case enums, unions, tables
  }

  static func load() throws -> SchemaFacts {
    let file = Places.project.appending(path: "Tests/CFlatBuffersTests/Facts/tflite_schema.json")
    return try JSONDecoder().decode(SchemaFacts.self, from: Data(contentsOf: file))
  }

  /// One line for every value, member, table and field; `SchemaEntries` spells ours the same way.
  var entries: Set<String> {
    var lines: Set<String> = []
    for (name, facts) in enums {
      for (value, number) in facts.values { lines.insert("enum \(name): \(value) = \(number)") }
    }
    for (name, facts) in unions {
      for (i, member) in (["NONE"] + facts.members).enumerated() {
        lines.insert("union \(name): \(i) is \(member)")
      }
    }
    for (name, fields) in tables {
      lines.insert("table \(name)")
      var id = 0
      for field in fields {
        if unions[field.type] != nil {
          lines.insert(
            "table \(name), field \(id): \(field.name)_type, the member of \(field.type)")
          id += 1
        }
        let deprecated = field.attributes?.contains("deprecated") == true ? ", deprecated" : ""
        lines.insert(
          "table \(name), field \(id): \(field.name), \(spelled(field))\(deprecated)")
        id += 1
      }
    }
    return lines
  }

  /// The type of a field, and its default where it has one.
  private func spelled(_ field: Field) -> String {
    if let facts = enums[field.type] {
      let value = field.default.map { facts.values[$0].map(String.init) ?? $0 } ?? "0"
      return "\(field.type) in \(plain(facts.base)) = \(value)"
    }
    let type = plain(field.type)
    switch type {
    case "bool": return "bool = \(field.default == "true" ? 1 : 0)"
    case "float", "double": return "\(type) = \(field.default ?? "0.0")"
    case "byte", "ubyte", "short", "ushort", "int", "uint", "long", "ulong":
      return "\(type) = \(field.default ?? "0")"
    default: return type
    }
  }

  /// The language of schemas has two names for some types.
  private func plain(_ type: String) -> String { type == "int32" ? "int" : type }
}
