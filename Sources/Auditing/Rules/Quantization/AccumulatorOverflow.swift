internal import ModelFacts
internal import ModelFormat

/// Flags matrix operators whose int32 accumulator can overflow.
struct AccumulatorOverflow: Rule {
  static let info = RuleInfo(
    id: "Q019",
    name: "accumulator-overflow",
    summary: "An int32 accumulator can overflow",
    rationale: """
      Products of codes are added up in 32 bits. For int16 activations, they are added up in 64 bits, \
      unless the bias has 32 bits, or a FULLY_CONNECTED without a bias runs in the optimized kernels. \
      The \
      bound is exact if all input codes can occur: it combines every weight with the worst input \
      code, and adds the bias. Signed overflow is \
      undefined in C++; in practice the sum wraps around, and the largest activation becomes the \
      smallest.
      """,
    remedy: "Split the operator along its input channels, or quantize with larger scales.",
    source: """
      LiteRT `kernels/internal/reference/integer_ops/conv.h`, `ConvPerChannel` (int32 acc); LiteRT \
      `kernels/conv.cc`, `kernels/transpose_conv.cc` and `kernels/fully_connected.cc` \
      (`quantized_bias_type`)
      """,
    severity: .warning, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { judge($0, facts, context) }
    }
  }

  private func judge(
    _ producer: Producer, _ facts: SubgraphFacts, _ context: AuditContext
  ) -> Finding? {
    guard let input = producer.input, Self.addsIn32Bits(producer, input.type),
      let codes = input.type.codeRange, let zeroPoint = input.quantization?.zeroPoint,
      codes.contains(zeroPoint), let weights = producer.weights,
      let statistics = context.weightStatistics(
        of: weights.tensor, axis: producer.matrix.channelAxis)
    else { return nil }
    let bias = producer.bias.flatMap { bias in
      bias.type == .int32 ? bias.tensor.data?.scalars(of: Int32.self) : nil
    }
    let (down, up) = (codes.lowerBound - zeroPoint, codes.upperBound - zeroPoint)
    for (channel, sums) in statistics.channels.enumerated() {
      // A sum of as many bytes as a file can hold, times 255, is far below the limit of Int64.
      let offset = bias.map { channel < $0.count ? Int64($0[channel]) : 0 } ?? 0
      let highest = sums.positiveSum * up + sums.negativeSum * down + max(offset, 0)
      let lowest = sums.positiveSum * down + sums.negativeSum * up + min(offset, 0)
      guard highest > Int64(Int32.max) || lowest < Int64(Int32.min) else { continue }
      return finding(
        "the accumulator of channel \(channel) can range from \(lowest) to \(highest), beyond int32",
        at: facts.place(producer.matrix.op, weights.tensor),
        values: [
          FindingValue("channel", channel), FindingValue("lowest", lowest),
          FindingValue("highest", highest),
        ])
    }
    return nil
  }

  /// Whether the kernel's accumulator has 32 bits.
  private static func addsIn32Bits(_ producer: Producer, _ type: ElementType) -> Bool {
    guard type == .int16 else { return type.isQuantizedByte }
    let stated = producer.matrix.op.quantizedBiasType
    return switch producer.matrix.op.builtin {
    case .conv2D, .transposeConv: stated == .int32
    // If the options do not say, the optimized kernel decides by the bias, and uses 32 bits without one.
    case .fullyConnected: stated != .int64 && producer.bias?.type != .int64
    default: false
    }
  }
}

extension Operator {
  /// The type of the bias and the accumulator in the options; FLOAT32 means that there is none.
  var quantizedBiasType: ElementType {
    guard let options, let field = options.field(named: "quantized_bias_type"),
      case .integer(let code)? = options.value(field)
    else { return .float32 }
    return ElementType(rawValue: Int8(truncatingIfNeeded: code))
  }
}
