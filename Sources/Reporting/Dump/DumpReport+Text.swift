internal import ModelFormat

extension DumpReport {
  /// Writes the form for people: a line for each field, indented as the tables nest.
  public func writeText(to text: TextWriter) throws {
    let size = model.file.byteCount.asByteCount
    try text.line(
      text.style.bold("\(path.description.escapedForDisplay):")
        + " every field of the file (\(size))")
    let lines = DumpLines(text, digests: printsData ? nil : DataDigests())
    try lines.write(Record(root: model.file), indent: 1)
  }
}

/// Writes any table as indented lines.
private struct DumpLines {
  let text: TextWriter
  let digests: DataDigests?

  init(_ text: TextWriter, digests: DataDigests?) {
    self.text = text
    self.digests = digests
  }

  func write(_ record: Record, indent: Int) throws {
    for field in record.fields where record.isShown(field) {
      guard let content = record.value(field) else { continue }
      try write(content, of: field, indent: indent)
    }
    if let data = record.dataOutsideTables {
      try line(indent, data.name, text(of: data.bytes))
    }
    let unknown = record.unknownFields
    for field in unknown.prefix(DumpReport.shownFields) {
      try line(indent, "field \(field)", "newer than the schema")
    }
    if unknown.count > DumpReport.shownFields {
      try line(
        indent, "\(unknown.count - DumpReport.shownFields) more fields", "newer than the schema")
    }
  }

  private func write(_ content: RecordValue, of field: RecordField, indent: Int) throws {
    switch content {
    case .record(let child):
      try line(indent, field.name, child.typeName.isEmpty ? "newer than the schema" : "")
      try write(child, indent: indent + 1)
    case .records(let children):
      for (i, child) in children.enumerated() {
        try line(indent, "\(field.name)[\(i)]", "")
        try write(child, indent: indent + 1)
      }
    case .numbers(.bytes(let bytes)): try line(indent, field.name, text(of: bytes))
    case .numbers(let numbers): try line(indent, field.name, "[\(list(numbers, of: field))]")
    case .texts(let texts):
      try line(
        indent, field.name, texts.map { "'\($0.text.escapedForDisplay)'" }.joined(separator: " "))
    default: try line(indent, field.name, content.shortText(field) ?? "")
    }
  }

  private func line(_ indent: Int, _ name: String, _ value: String) throws {
    let padding = String(repeating: "  ", count: indent)
    try text.line(padding + text.style.faint(name) + (value.isEmpty ? "" : " " + value))
  }

  /// The size of data, its content if that is small or requested, and its digest.
  private func text(of bytes: ByteRange) -> String {
    let isListed = bytes.count <= 16 || digests == nil
    let numbers = isListed ? "[\(list(bytes.scalars(of: UInt8.self)))]" : ""
    return [bytes.count.asByteCount, numbers, digest(bytes)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private func digest(_ bytes: ByteRange) -> String {
    digests.map { "sha256 \($0.sha256(of: bytes))" } ?? ""
  }

  private func list(_ numbers: some Sequence<some CustomStringConvertible>) -> String {
    numbers.map(\.description).joined(separator: ", ")
  }

  private func list(_ numbers: RecordValue.Numbers, of field: RecordField) -> String {
    switch numbers {
    case .bools(let flags): list(flags.map { $0 != 0 })
    case .bytes(let bytes): list(bytes.scalars(of: UInt8.self))
    case .int8(let numbers): list(numbers)
    case .int16(let numbers): list(numbers)
    case .uint16(let numbers): list(numbers)
    case .int32(let numbers): list(numbers)
    case .uint32(let numbers):
      list(numbers.map { field.enumeration?.name(of: Int64($0)) ?? "\($0)" })
    case .int64(let numbers): list(numbers)
    case .uint64(let numbers): list(numbers)
    case .float32(let numbers): list(numbers.map(\.asExact))
    case .float64(let numbers): list(numbers)
    }
  }
}
