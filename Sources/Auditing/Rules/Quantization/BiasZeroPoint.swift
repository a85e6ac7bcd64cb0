internal import ModelFacts
internal import ModelFormat

/// Flags a bias whose zero point is not 0.
struct BiasZeroPoint: Rule {
  static let info = RuleInfo(
    id: "Q004",
    name: "bias-zero-point",
    summary: "A bias has a zero point other than 0",
    rationale: """
      Kernels add the codes of the bias to the accumulator and never subtract a zero point. With a \
      zero point other than 0, they compute something other than what the file says, and the XNNPACK \
      delegate, LiteRT's default path, rejects the model.
      """,
    remedy: "Quantize the bias with zero point 0.",
    fixedBy: ["fix-bias"],
    source: """
      LiteRT 8-bit quantization specification, CONV_2D, input 2; LiteRT \
      `delegates/xnnpack/xnnpack_delegate.cc`, `GetXNNPackDatatype`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        guard let bias = producer.bias, [.int32, .int64].contains(bias.type),
          let quantization = bias.quantization, quantization.zeroPointRange != 0...0,
          let channel = quantization.zeroPoints.firstIndex(where: { $0 != 0 })
        else { return nil }
        let zeroPoints = quantization.zeroPoints
        let within = zeroPoints.count > 1 ? " in channel \(channel)" : ""
        return finding(
          "the bias has the zero point \(zeroPoints[channel])\(within); it must be 0",
          at: facts.place(producer.matrix.op, bias.tensor),
          values: [
            FindingValue("zero_point", zeroPoints[channel]), FindingValue("channel", channel),
          ], offers: [.fixBias(op: producer.matrix.op.index, subgraph: facts.argument)])
      }
    }
  }
}
