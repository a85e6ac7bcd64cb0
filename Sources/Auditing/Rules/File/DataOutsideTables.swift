internal import ModelFormat

/// Flags constants that lie outside the tables or in other files.
struct DataOutsideTables: Rule {
  static let info = RuleInfo(
    id: "F011",
    name: "data-outside-tables",
    summary: "Constants are stored outside the FlatBuffer tables, or in another file",
    rationale: """
      Models larger than 2 GiB keep their constants where the 32-bit offsets of the tables do not \
      reach. Runtimes before TensorFlow 2.16, TensorFlow Lite Micro and most converters and viewers \
      do not support this: for them, the tensors have no data.
      """,
    remedy:
      "If the model is smaller than 2 GiB, export it again with its constants inside the FlatBuffer.",
    source: """
      LiteRT `schema/schema.fbs`, `Buffer.offset` and `Tensor.external_buffer`; LiteRT \
      `core/interpreter_builder.cc`, `ParseTensors`
      """,
    severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    var findings: [Finding] = []
    let outside = context.model.buffers.filter(\.isOutsideTables)
    if !outside.isEmpty {
      let bytes = outside.reduce(0) { $0 &+ ($1.contents?.count ?? 0) }
      findings.append(
        finding(
          "\(outside.count.counted("buffer")) outside the tables, \(bytes.counted("byte")) in total",
          at: .model,
          values: [FindingValue("buffers", outside.count), FindingValue("bytes", bytes)]))
    }
    let external = context.model.externalBuffers.count
    if external > 0 {
      findings.append(
        finding(
          "\(external.counted("external buffer")) in other files, which must be shipped with this one",
          at: .model, values: [FindingValue("external_buffers", external)]))
    }
    return findings
  }
}
