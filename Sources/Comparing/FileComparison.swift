internal import ModelFormat

/// The differences between two models as files: metadata, buffers, unused operator codes, fields of the root
/// table, and trailing bytes.
struct FileComparison {
  private(set) var changes: [ValueChange] = []

  init(_ a: Model, _ b: Model) {
    let (entriesA, entriesB) = (a.metadataByName, b.metadataByName)
    for name in Set(entriesA.keys).union(entriesB.keys).sorted() {
      let (listA, listB) = (entriesA[name] ?? [], entriesB[name] ?? [])
      for place in 0..<max(listA.count, listB.count) {
        let dataA = place < listA.count ? listA[place] : nil
        let dataB = place < listB.count ? listB[place] : nil
        if let dataA, let dataB, dataA.isSame(as: dataB) { continue }
        let shown = DataDescriptions(dataA, dataB)
        note(.metadata, name, dataA == nil || dataB == nil ? "presence" : "data", shown.a, shown.b)
      }
    }
    let (usesA, usesB) = (BufferUse(a), BufferUse(b))
    note(.buffers, nil, "data", usesA.size, usesB.size)
    note(.buffers, nil, "outside_tables", usesA.outside, usesB.outside)
    note(.buffers, nil, "unused", usesA.unused, usesB.unused)

    note(.operatorCodes, nil, "unused", a.unusedOperatorCodes, b.unusedOperatorCodes)

    for difference in FieldDifference.all(
      Record(root: a.file), Record(root: b.file), except: Self.comparedModelFields)
    {
      note(.file, nil, difference.field, difference.a, difference.b)
    }
    let (endA, endB) = (a.trailingBytes, b.trailingBytes)
    if !endA.isSame(as: endB) {
      let shown = DataDescriptions(endA, endB)
      note(.file, nil, "trailing_bytes", shown.a, shown.b)
    }
  }

  private mutating func note(
    _ subject: ValueChange.Subject, _ name: String?, _ field: String, _ a: String?, _ b: String?
  ) {
    guard a != b else { return }
    changes.append(ValueChange(subject: subject, name: name, field: field, a: a, b: b))
  }

  /// Fields of the root table that are compared separately.
  private static let comparedModelFields: Set<String> = [
    "operator_codes", "subgraphs", "buffers", "metadata", "metadata_buffer", "signature_defs",
  ]
}

/// The sizes of a model's buffers.
private struct BufferUse {
  let size: String
  let outside: String
  let unused: String

  init(_ model: Model) {
    var used: Set<Int> = []
    for subgraph in model.subgraphs {
      for tensor in subgraph.tensors { used.insert(tensor.buffer.position) }
    }
    for entry in model.metadata { used.insert(entry.buffer.position) }
    if let listed = model.metadataBuffers { used.formUnion(listed.map { Int($0) }) }
    var (size, outside, count, unusedSize) = (0, 0, 0, 0)
    for (index, buffer) in model.buffers.enumerated() {
      let byteCount = buffer.contents?.count ?? 0
      size += byteCount
      if buffer.isOutsideTables { outside += byteCount }
      guard byteCount > 0, !used.contains(index) else { continue }
      count += 1
      unusedSize += byteCount
    }
    self.size = size.counted("byte")
    self.outside = outside.counted("byte")
    unused = "\(count.counted("buffer")), \(unusedSize.counted("byte"))"
  }
}

extension Model {
  /// The data of metadata entries, by name, in the order of the file.
  fileprivate var metadataByName: [String: [ByteRange]] {
    var result: [String: [ByteRange]] = [:]
    for entry in metadata {
      let data = buffer(entry.buffer)?.contents ?? file.bytes(in: 0..<0)
      result[entry.name?.text ?? "", default: []].append(data)
    }
    return result
  }

  /// The operator codes that no operator uses, in words that do not depend on their order; nil if there are none.
  fileprivate var unusedOperatorCodes: String? {
    let used = Set(subgraphs.lazy.flatMap { $0.operators.lazy.map(\.codeIndex) })
    let unused = operatorCodes.enumerated().lazy.filter { !used.contains(UInt32($0.offset)) }
    let names = unused.map { "\($0.element.displayName) version \($0.element.version)" }.sorted()
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// The bytes after the model in its file.
  fileprivate var trailingBytes: ByteRange {
    file.bytes(in: file.byteCount - trailingByteCount..<file.byteCount)
  }
}
