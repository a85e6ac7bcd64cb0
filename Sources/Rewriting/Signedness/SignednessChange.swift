internal import ModelFacts
internal import ModelFormat

/// Converts the quantized tensors of a model to the other 8-bit type, for both passes.
struct SignednessChange {
  let to: Signedness
  let keepsEnds: Bool
  let selection: OperatorSelection
  let info: PassInfo

  /// Converts all subgraphs, or throws why none can be converted.
  func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    let model = draft.model
    try selection.check(model)
    let plans = draft.subgraphs.map { SignednessPlan($0.graph, to: to, among: selection) }
    try SignednessCheck(plans, to: to).run()
    let called = Set(model.subgraphs.flatMap { $0.operators.flatMap(\.calledSubgraphs) })
    let entries = Set([0] + model.signatures.map { Int($0.subgraphIndex) })
    if keepsEnds, selection.isWhole, let both = entries.intersection(called).min() {
      throw .notApplicable(
        "subgraph \(both) is called by users of the model and by an operator, which would need different types",
        at: Place(["subgraph \(both)"]), fix: "Remove --keep-io.")
    }
    var outcome = Outcome()
    var writer = SignednessWriter(to, info)
    for plan in plans {
      let index = plan.graph.subgraph.index
      outcome.changes += try writer.write(
        plan, keepsEnds: plan.isPartial || keepsEnds && entries.contains(index), in: &draft)
      outcome.leftAlone += leftAlone(plan)
      let others = plan.graph.subgraph.operators.filter { op in
        !plan.includes(op)
          && (Array(op.inputs) + op.outputs).contains {
            plan.graph.tensor($0)?.type == to.other.type
          }
      }
      outcome.leftAlone += Array(
        selection.leftOut(others.map(\.index), in: index, "the \(to.other.type.name) tensors"))
    }
    return outcome
  }

  private func leftAlone(_ plan: SignednessPlan) -> [LeftAlone] {
    plan.kept.map { index in
      let tensor = plan.graph.subgraph.tensors[index.position]
      let reader = plan.graph.consumers(of: index).first
      return LeftAlone(
        plan.graph.subgraph.index, reader?.index,
        "the constant \(tensor.label) stays \(to.other.type.name): "
          + "its consumer, \(reader?.label ?? "none"), has no other \(to.other.type.name) tensor"
      )
    }
  }
}
