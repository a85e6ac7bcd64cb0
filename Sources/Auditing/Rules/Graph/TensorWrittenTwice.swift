internal import ModelFacts
internal import ModelFormat

/// Flags tensors that are written although they have a value.
struct TensorWrittenTwice: Rule {
  static let info = RuleInfo(
    id: "G003",
    name: "tensor-written-twice",
    summary: "Two operators write one tensor, or one writes an input or a constant",
    rationale: """
      LiteRT maps constants read-only: an operator that writes one ends the process. An input that \
      is written is another one in the next run. Two writers run in their order, but compilers for \
      accelerators and converters keep one writer for each tensor, and the readers between get the \
      other's values.
      """,
    remedy: "Give each result a tensor of its own.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `ParseTensors` (`kTfLiteMmapRo`), by running such models \
      in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let given = Set(facts.subgraph.inputs)
      return facts.subgraph.operators.flatMap { op in
        op.outputs.compactMap { index -> Finding? in
          guard let tensor = facts.graph.tensor(index), !tensor.isVariable else { return nil }
          let number = "tensor \(index.rawValue)"
          if tensor.isConstant {
            return finding("\(op.builtin.name) writes \(number), which is a constant", at: facts.place(op, tensor))
          }
          if given.contains(index) {
            return finding(
              "\(op.builtin.name) writes \(number), which is an input of the subgraph", at: facts.place(op, tensor),
              severity: .warning)
          }
          guard let first = facts.graph.producer(of: index), first.index != op.index else {
            return nil
          }
          return finding(
            "\(op.builtin.name) writes \(number), which operator \(first.index) writes too",
            at: facts.place(op, tensor), values: [FindingValue("first", first.index)], severity: .warning)
        }
      }
    }
  }
}
