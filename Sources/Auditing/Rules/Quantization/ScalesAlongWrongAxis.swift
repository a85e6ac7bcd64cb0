internal import ModelFacts
internal import ModelFormat

/// Flags scales of weights that do not run along the output channels.
struct ScalesAlongWrongAxis: Rule {
  static let info = RuleInfo(
    id: "Q011",
    name: "scales-along-wrong-axis",
    summary: "Weights are quantized along a dimension other than the output channels",
    rationale: """
      A per-channel factor can be applied to an accumulator only if it is the same for all terms of \
      the sum: along the output channels. LiteRT rejects an integer FULLY_CONNECTED with another \
      dimension, and convolutions whose number of scales is not the number of output channels. If \
      the numbers are equal, its convolutions read the scales along the output channels whatever \
      the file says, but converters for accelerators follow the file.
      """,
    remedy: "Quantize the weights along the output channels: dimension 0; 3 for depthwise.",
    source: """
      LiteRT 8-bit quantization specification, CONV_2D and DEPTHWISE_CONV_2D, input 1, \
      "quantized_dimension"; LiteRT `kernels/fully_connected.cc` and `kernels/conv.cc`, `Prepare`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        guard let weights = producer.weights, weights.isConstant,
          let quantization = weights.quantization, quantization.granularity == .perChannel,
          let axis = quantization.axis, axis != producer.matrix.channelAxis
        else { return nil }
        return finding(
          "the weights are quantized along dimension \(axis); the output channels are dimension "
            + "\(producer.matrix.channelAxis)",
          at: facts.place(producer.matrix.op, weights.tensor),
          values: [
            FindingValue("found", axis), FindingValue("expected", producer.matrix.channelAxis),
          ], severity: Self.isRefused(producer, quantization) ? nil : .warning)
      }
    }
  }

  private static func isRefused(_ producer: Producer, _ quantization: TensorQuantization) -> Bool {
    guard let input = producer.input, [.int8, .uint8, .int16].contains(input.type) else {
      return false
    }
    return switch producer.matrix.op.builtin {
    case .fullyConnected: true
    case .conv2D, .depthwiseConv2D, .transposeConv:
      quantization.scales.count != producer.channelCount
    default: false
    }
  }
}
