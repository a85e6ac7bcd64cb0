internal import ModelFacts
internal import ModelFormat

/// Flags tensors of a type that LiteRT does not know.
struct UnknownElementType: Rule {
  static let info = RuleInfo(
    id: "G009",
    name: "unknown-element-type",
    summary: "A tensor has an element type that the runtime does not know",
    rationale: """
      LiteRT rejects a model with a type code that it does not know, even if the tensor is unused. \
      The code comes from a later schema or from damage.
      """,
    remedy: "Use a newer runtime, or convert the model again.",
    source: """
      LiteRT `core/api/flatbuffer_conversions.cc`, `ConvertTensorType`, by loading each code in \
      ai-edge-litert 2.3.0
      """,
    severity: .error)

  /// The codes of the types that LiteRT 2.3.0 loads.
  private static let known: ClosedRange<Int8> = 0...22

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.subgraph.tensors.compactMap { tensor in
        let code = tensor.type.rawValue
        guard !Self.known.contains(code) else { return nil }
        return finding(
          "the type code is \(code); \(RegisteredKernels.runtime) knows 0 to "
            + "\(Self.known.upperBound)",
          at: facts.place(nil, tensor), values: [FindingValue("type_code", code)])
      }
    }
  }
}
