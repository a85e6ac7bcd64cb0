internal import ModelFacts
internal import ModelFormat

/// Flags outputs whose stored shape differs from what their operator computes.
struct StaleShape: Rule {
  static let info = RuleInfo(
    id: "G023",
    name: "stale-shape",
    summary: "The stored shape of an output is not the one that its operator computes",
    rationale: """
      LiteRT recomputes the shapes and runs the model. TFLite Micro and compilers for accelerators \
      do not: they allocate and compile by the stored shape, and then write past the end of the \
      tensor, or leave a part of it unwritten. The XNNPACK delegate also uses the stored shape, for weights that \
      a DEQUANTIZE makes from a constant: it computes wrong numbers, reads past the end of the \
      weights, or rejects the model.
      """,
    remedy:
      "Store the shape that the operator computes, or -1 in `shape_signature` if it varies.",
    source: """
      LiteRT `core/subgraph.cc`, `ResizeTensorImpl`; TFLite Micro `micro_allocator.cc`, which takes \
      `Tensor.shape`; LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `PrepareOpsToDelegate`; by running one-operator models with other stored shapes in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.subgraph.operators.flatMap { op in
        op.outputs.compactMap { output -> Finding? in
          // No dimensions mean either nothing or a scalar: exporters write both the same way.
          guard let tensor = facts.graph.tensor(output), tensor.rank > 0,
            tensor.type.bitCount != nil,
            facts.graph.producerIndex(of: output) == op.index
          else { return nil }
          let stored = TensorShape.signature(of: tensor)
          let computed = context.shapes.shape(of: output, subgraph: facts.subgraph.index)
          guard !stored.agrees(with: computed) else { return nil }
          return finding(
            "the stored shape is \(stored); \(op.builtin.name) computes \(computed)",
            at: facts.place(op, tensor),
            severity: Self.isFoldedIntoWeights(op, facts) ? nil : .warning)
        }
      }
    }
  }

  /// True for a DEQUANTIZE of a constant that computes the weights of a layer: the delegate computes it
  /// before it knows the shape.
  private static func isFoldedIntoWeights(_ op: Operator, _ facts: SubgraphFacts) -> Bool {
    guard op.builtin == .dequantize, let output = op.outputs.first,
      op.inputs.first.flatMap(facts.graph.tensor)?.isConstant == true
    else { return false }
    return facts.graph.consumers(of: output).contains { reader in
      guard reader.builtin.traits.isDelegated,
        let position = reader.builtin.traits.matrix?.weights, position < reader.inputs.count
      else { return false }
      return reader.inputs[position] == output
    }
  }
}
