internal import ModelFacts
internal import ModelFormat

/// Flags images and filters that have not four dimensions.
struct WrongRank: Rule {
  static let info = RuleInfo(
    id: "G013",
    name: "wrong-rank",
    summary: "A convolution or a pooling reads a tensor that has not four dimensions",
    rationale: """
      These kernels take batches of images (batch, height, width, channels) and filters of four \
      dimensions, and check it before the first run: LiteRT refuses to allocate the model.
      """,
    remedy: "Reshape the tensor to four dimensions before the operator.",
    source: """
      LiteRT `kernels/conv.cc`, `kernels/depthwise_conv.cc`, `kernels/pooling.cc` and \
      `kernels/transpose_conv.cc`, `Prepare`
      """,
    severity: .error)

  /// The inputs that must have four dimensions.
  private static let inputs: [BuiltinOperator: [Int]] = [
    .conv2D: [0, 1], .depthwiseConv2D: [0, 1], .transposeConv: [1, 2], .averagePool2D: [0],
    .maxPool2D: [0],
  ]

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      let given = Set(facts.subgraph.inputs)
      return facts.operators(Self.inputs.keys).flatMap { op in
        (Self.inputs[op.builtin] ?? []).compactMap { position -> Finding? in
          // Without a shape the rank may be known only in a run; what an operator gives has the
          // shape that the runtime finds, whatever the file says.
          guard let tensor = facts.tensor(op.inputs, position)?.tensor,
            tensor.isConstant || given.contains(tensor.index)
          else { return nil }
          let rank = tensor.rank
          guard rank != 4 else { return nil }
          return finding(
            "input \(position) of \(op.builtin.name) has \(rank.counted("dimension")); it must have "
              + "4",
            at: facts.place(op, tensor), values: [FindingValue("rank", rank)])
        }
      }
    }
  }
}
