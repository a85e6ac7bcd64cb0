internal import ModelFacts
internal import ModelFormat

/// Flags signed weights whose zero point is not 0.
struct AsymmetricWeights: Rule {
  static let info = RuleInfo(
    id: "Q010",
    name: "asymmetric-weights",
    summary: "Signed weights have a zero point other than 0",
    rationale: """
      The int8 specification fixes the zero point of weights at 0. CONV_2D rejects any other; \
      kernels that do not check it compute with 0, which shifts every output of the channel; the \
      XNNPACK delegate rejects the model. Only FULLY_CONNECTED with integer activations and \
      per-tensor weights applies the zero point, but accelerators do not support that. With float \
      activations, the delegate rejects the operator.
      """,
    remedy: "Quantize the weights symmetrically, in -127 to 127.",
    source: """
      LiteRT 8-bit quantization specification, CONV_2D, input 1; LiteRT `kernels/conv.cc`, \
      `Prepare`; LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `CheckTensorZeroPoint`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        guard let weights = producer.weights, weights.isConstant,
          [.int8, .int4].contains(weights.type), let quantization = weights.quantization,
          // After a DEQUANTIZE, weights are floats: it subtracts any zero point.
          producer.matrix.op.inputs.contains(weights.tensor.index),
          quantization.zeroPointRange != 0...0,
          let channel = quantization.zeroPoints.firstIndex(where: { $0 != 0 })
        else { return nil }
        let zeroPoint = quantization.zeroPoints[channel]
        let within = quantization.zeroPoints.count > 1 ? " in channel \(channel)" : ""
        // With float activations, the delegate runs FULLY_CONNECTED, and CONV_2D if its first zero point is
        // 0, and then checks all zero points; other kernels ignore the zero point.
        let isHybrid = producer.input?.type.isFloat ?? false
        let isRead =
          producer.matrix.op.builtin == .fullyConnected
          ? quantization.zeroPoints.count == 1 && !isHybrid
          : isHybrid && !facts.isTakenForFirstZeroPoint(producer.matrix.op, weights)
        return finding(
          "the weights have the zero point \(zeroPoint)\(within); it must be 0",
          at: facts.place(producer.matrix.op, weights.tensor),
          values: [FindingValue("zero_point", zeroPoint), FindingValue("channel", channel)],
          severity: isRead ? .warning : nil)
      }
    }
  }
}
