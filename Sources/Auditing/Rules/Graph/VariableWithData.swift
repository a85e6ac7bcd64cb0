internal import ModelFacts
internal import ModelFormat

/// Flags variable tensors that have data in the file.
struct VariableWithData: Rule {
  static let info = RuleInfo(
    id: "G025",
    name: "variable-with-data",
    summary: "A variable tensor has data in the file",
    rationale: """
      A variable keeps its value between runs, and begins with zeros. LiteRT rejects a model in which \
      one has data, whatever the data is.
      """,
    remedy: "Remove the data, or make the tensor a constant.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `ParseTensors`, by running such models in ai-edge-litert \
      2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      guard facts.hasVariables else { return [] }
      return facts.subgraph.tensors.compactMap { tensor in
        guard tensor.isVariable, let data = tensor.data, data.count > 0 else { return nil }
        return finding(
          "the variable has \(data.count.counted("byte")) of data; LiteRT starts it with zeros and "
            + "allows none", at: facts.place(nil, tensor),
          values: [FindingValue("bytes", data.count)])
      }
    }
  }
}
