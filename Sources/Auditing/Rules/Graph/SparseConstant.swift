internal import ModelFacts
internal import ModelFormat

/// Flags constants that are stored sparsely.
struct SparseConstant: Rule {
  static let info = RuleInfo(
    id: "G016",
    name: "sparse-constant",
    summary: "A constant is stored sparsely",
    rationale: """
      Only a few kernels read sparse weights: FULLY_CONNECTED with some block shapes, and DENSIFY, \
      which unpacks weights before the first run and needs the memory of the dense weights. \
      TensorFlow Lite Micro and compilers for accelerators support only dense weights.
      """,
    remedy: "Store the weights densely if the target does not support sparse ones.",
    source: """
      LiteRT `kernels/fully_connected.cc`, `EvalFloat` and `EvalQuantized`; LiteRT \
      `kernels/densify.cc`
      """,
    severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.subgraph.tensors.compactMap { tensor in
        guard tensor.isSparse else { return nil }
        return finding(
          "the constant is stored sparsely", at: facts.place(nil, tensor),
          values: [FindingValue("bytes", tensor.data?.count ?? 0)])
      }
    }
  }
}
