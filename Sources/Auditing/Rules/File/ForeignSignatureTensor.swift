internal import ModelFacts
internal import ModelFormat

/// Flags signatures that name a tensor which is neither an input nor an output.
struct ForeignSignatureTensor: Rule {
  static let info = RuleInfo(
    id: "F012",
    name: "foreign-signature-tensor",
    summary: "A signature names a tensor that is not an input or output of its subgraph",
    rationale: """
      A caller sets inputs and reads outputs by the signature's names. A tensor inside the graph has \
      no memory before a run, and its memory is reused during the run: LiteRT fails to set or read \
      it, or returns what another operator left there.
      """,
    remedy: "Add the tensor to the subgraph's inputs or outputs, or remove it from the signature.",
    source: """
      LiteRT `core/signature_runner.cc`; LiteRT `python/interpreter.py`, `SignatureRunner`, by \
      running such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.signatures.flatMap { signature, facts in
      let (inputs, outputs) = (facts.inputs, facts.outputs)
      // An input or a constant that is returned as an output exists as long as the model.
      return report("input", signature.inputs, of: signature, facts) { inputs.contains($0.index) }
        + report("output", signature.outputs, of: signature, facts) {
          inputs.contains($0.index) || outputs.contains($0.index) || $0.isConstant
        }
    }
  }

  private func report(
    _ side: String, _ entries: Views<NamedTensor>, of signature: Signature, _ facts: SubgraphFacts,
    isAllowed: (Tensor) -> Bool
  ) -> [Finding] {
    entries.compactMap { entry in
      guard let tensor = facts.graph.tensor(entry.index), !isAllowed(tensor) else { return nil }
      return finding(
        "\(side) '\(entry.name?.label ?? "")' of signature "
          + "'\(signature.key?.label ?? "")' is \(tensor.label), which "
          + "is not an \(side) of subgraph \(facts.subgraph.index)",
        at: facts.place(nil, tensor))
    }
  }
}

extension AuditContext {
  /// The signatures, each with the facts of its subgraph, in order.
  var signatures: [(signature: Signature, facts: SubgraphFacts)] {
    model.signatures.compactMap { signature in
      let index = Int(signature.subgraphIndex)
      return index < subgraphs.count ? (signature, subgraphs[index]) : nil
    }
  }
}
