internal import ModelFacts
internal import ModelFormat

/// Flags tensors that are read but never written.
struct TensorWithoutProducer: Rule {
  static let info = RuleInfo(
    id: "G002",
    name: "tensor-without-producer",
    summary: "A tensor is read, but has no producer and is no input, constant or variable",
    rationale: """
      LiteRT allocates no memory for a tensor without a producer, and stops the run at the operator \
      that reads it ("Input tensor lacks data"). An output without a producer cannot be read. Tools \
      that cut a graph, or lose a constant's buffer, leave such tensors. For a custom operator, \
      the finding is a note: it may be scratch memory that its own runtime provides.
      """,
    remedy: "Restore the data of the tensor, or make it an input of the subgraph.",
    source: "LiteRT `core/subgraph.cc`, `Subgraph::InvokeImpl`", severity: .error)

  private static let scratchFix =
    "No fix is needed if the operator's own runtime provides this memory, as Ethos-U's does."

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let given = Set(facts.subgraph.inputs)
      var seen: Set<TensorIndex> = []
      func unwritten(_ index: TensorIndex) -> Tensor? {
        guard facts.graph.producerIndex(of: index) == nil, !given.contains(index),
          let tensor = facts.graph.tensor(index), tensor.needsValue, seen.insert(index).inserted
        else { return nil }
        return tensor
      }
      var findings: [Finding] = []
      for op in facts.subgraph.operators {
        for (position, index) in op.inputs.enumerated() {
          // RESHAPE has its shape in its options, too.
          guard !(position == 1 && op.builtin == .reshape), let tensor = unwritten(index) else {
            continue
          }
          // Compilers for accelerators pass scratch memory to their operator as such an input.
          let isScratch = op.builtin == .custom
          findings.append(
            finding(
              "input \(position) of \(op.code.displayName) has no value: no operator writes tensor "
                + "\(index.rawValue)",
              at: facts.place(op, tensor), values: [FindingValue("input", position)],
              fix: isScratch ? Self.scratchFix : nil, severity: isScratch ? .note : .error))
        }
      }
      findings += facts.subgraph.outputs.enumerated().compactMap { position, index in
        unwritten(index).map { tensor in
          finding(
            "output \(position) of the subgraph has no value: nothing writes tensor "
              + "\(index.rawValue)",
            at: facts.place(nil, tensor), values: [FindingValue("output", position)])
        }
      }
      return findings
    }
  }
}

extension Tensor {
  /// True for a tensor that takes memory and has no value yet.
  ///
  /// A tensor without elements needs no value; a string or a handle has no size before a run, and the runtime
  /// does not check for one.
  fileprivate var needsValue: Bool {
    !isConstant && !isVariable && type.bitCount != nil && elementCount != 0
  }
}
