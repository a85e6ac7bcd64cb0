internal import ModelFormat

/// Flags constants whose data does not have the size of their shape.
struct ConstantSizeMismatch: Rule {
  static let info = RuleInfo(
    id: "G007",
    name: "constant-size-mismatch",
    summary: "The size of a constant's data does not match its shape",
    rationale: """
      With less data than the shape needs, LiteRT rejects the model. Extra data is ignored by \
      LiteRT 2.3.0 and rejected by earlier releases; it is a sign that the shape, type or data \
      belongs to another tensor.
      """,
    remedy: "Write the shape and the data of the same tensor.",
    source: "LiteRT `core/subgraph.cc`, `Subgraph::SetTensorParametersReadOnly`", severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.subgraph.tensors.compactMap { tensor in
        // Strings have no size of their own, and sparse data has a format of its own.
        guard let data = tensor.data, tensor.type.bitCount != nil, !tensor.isSparse,
          let expected = tensor.byteCount, data.count != expected
        else { return nil }
        return finding(
          "the data is \(data.count) bytes; \(tensor.type.name) of shape \(tensor.shape) needs "
            + "\(expected)",
          at: facts.place(nil, tensor),
          values: [FindingValue("found", data.count), FindingValue("expected", expected)],
          severity: data.count < expected ? .error : .warning)
      }
    }
  }
}
