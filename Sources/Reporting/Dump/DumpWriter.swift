private import Digests
internal import ModelFormat

/// Writes any table with every field that is stored and not at its default.
final class DumpWriter {
  private let json: JSONWriter
  private let digests: DataDigests?

  init(_ json: JSONWriter, printsData: Bool) {
    self.json = json
    digests = printsData ? nil : DataDigests()
  }

  func write(_ record: Record) throws {
    try json.object {
      for field in record.fields where record.isShown(field) { try write(field, of: record) }
      if let data = record.dataOutsideTables {
        try json.key(data.name)
        try write(data.bytes)
      }
      let unknown = record.unknownFields
      if !unknown.isEmpty {
        let shown = unknown.prefix(DumpReport.shownFields)
        try json.member("unknown_fields", shown.map { Int($0) })
        if unknown.count > shown.count {
          try json.member("unknown_field_count", unknown.count)
        }
      }
    }
  }

  private func write(_ field: RecordField, of record: Record) throws {
    guard let content = record.value(field) else { return }
    // A union member that is not in the schema is a table whose fields have no names.
    if case .record(let child) = content, child.typeName.isEmpty { return }
    try json.key(field.name)
    switch content {
    case .record(let child): try write(child)
    case .records(let children): try json.array(of: children) { try write($0) }
    case .numbers(.bytes(let bytes)) where record.isData(field): try write(bytes)
    default: try json.plain(content, of: field)
    }
    // Names are bytes; if they are not UTF-8, text alone would lose some.
    if case .text(let text) = content, !text.isUTF8 {
      try json.member("\(field.name)_bytes", text.scalars.hexText)
    }
  }

  private func write(_ data: ByteRange) throws {
    guard let digests else {
      return try json.array {
        try data.forEachChunk { chunk in
          for byte in chunk {
            try json.element()
            json.value(byte)
          }
        }
      }
    }
    try json.object {
      try json.member("bytes", data.count)
      try json.member("sha256", digests.sha256(of: data))
    }
  }
}

extension Record {
  /// True for vectors of bytes that are data, of any length, rather than numbers of the format.
  fileprivate func isData(_ field: RecordField) -> Bool {
    switch typeName {
    case "Buffer": field.name == "data"
    case "Operator": field.name == "custom_options"
    case "CustomQuantization": field.name == "custom"
    default: false
    }
  }
}
