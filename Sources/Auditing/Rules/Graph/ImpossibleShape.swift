internal import ModelFormat

/// Flags shapes with a negative dimension, or with more bytes than can be counted.
struct ImpossibleShape: Rule {
  static let info = RuleInfo(
    id: "G008",
    name: "impossible-shape",
    summary: "A shape has a negative dimension, or a size in bytes that does not fit in 64 bits",
    rationale: """
      When LiteRT loads a model, it computes the size of every tensor, even of an unused one, and \
      rejects the model if that fails. A dynamic dimension is 1 in `shape`, and -1 only in `shape_signature`.
      """,
    remedy: "Write 1 for a dynamic dimension, and -1 in `shape_signature`.",
    source: "LiteRT `util.cc`, `BytesRequired`; LiteRT `schema/schema.fbs`, `Tensor.shape`",
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.subgraph.tensors.compactMap { tensor in
        guard tensor.type.bitCount != nil, tensor.byteCount == nil else { return nil }
        let shape = tensor.shape
        let what =
          shape.firstIndex { $0 < 0 }.map {
            "dimension \($0) is \(shape[$0]); it must be at least 0"
          }
          ?? "its size in bytes does not fit in 64 bits"
        return finding(
          "the shape is \(Self.text(shape)): \(what)", at: facts.place(nil, tensor),
          values: [FindingValue("rank", shape.count)])
      }
    }
  }

  private static func text(_ shape: [Int32]) -> String {
    let shown = shape.prefix(8).map { "\($0)" }.joined(separator: ", ")
    return shape.count > 8 ? "[\(shown), ...]" : "[\(shown)]"
  }
}
