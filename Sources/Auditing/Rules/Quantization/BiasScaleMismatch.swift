internal import ModelFacts
internal import ModelFormat

/// Flags a bias whose scale is not that of the accumulator it is added to.
struct BiasScaleMismatch: Rule {
  static let info = RuleInfo(
    id: "Q003",
    name: "bias-scale-mismatch",
    summary: "A bias has another scale than the accumulator that it is added to",
    rationale: """
      The accumulator counts in steps of input scale x weight scale, and the bias is added to it \
      code by code. Kernels for int8 convolutions never look at the scale of the bias: where it \
      says something else, every output of the channel is shifted, without a word. Kernels that \
      do look, for uint8 and for fully connected operators with one weight scale, refuse the model \
      where the difference is past 0.02 output steps. A bias that is all 0 is right in any scale; \
      a difference that moves no output by a whole code is a warning.
      """,
    remedy: "Quantize the bias again in steps of input scale x weight scale, with zero point 0.",
    source: """
      LiteRT 8-bit quantization specification, CONV_2D, input 2; LiteRT `kernels/kernel_util.cc`, \
      `GetQuantizedConvolutionMultipler`
      """,
    severity: .error, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.matrixOperators.compactMap { judge($0, facts) }
    }
  }

  private func judge(_ producer: Producer, _ facts: SubgraphFacts) -> Finding? {
    guard producer.hasMatchingBiasScale == false, let bias = producer.bias,
      [.int32, .int64].contains(bias.type), let found = bias.quantization?.scales,
      let weightScales = producer.weights?.quantization?.scales
    else { return nil }
    let place = facts.place(producer.matrix.op, bias.tensor)
    let mismatches = producer.biasMismatches
    guard let channel = mismatches.first, let inputScale = producer.input?.quantization?.scale
    else {
      // No kernel reads a count; what it means is not certain.
      return finding(
        "the bias has \(found.count) scales for the \(weightScales.count) of the weights",
        at: place,
        values: [FindingValue("found", found.count), FindingValue("expected", weightScales.count)],
        severity: .warning)
    }
    func expected(_ channel: Int) -> Float {
      inputScale * weightScales[weightScales.count == 1 ? 0 : channel]
    }
    func actual(_ channel: Int) -> Float { found[found.count == 1 ? 0 : channel] }
    let differences = mismatches.map { channel in
      (channel: channel, scale: Double(actual(channel)) - Double(expected(channel)))
    }
    let shift = Self.shift(differences, of: bias, producer.output?.quantization?.scale)
    let isRefused = Self.isRefused(differences, producer)
    let within = max(found.count, weightScales.count) > 1 ? " in channel \(channel)" : ""
    let more = mismatches.count - 1
    return finding(
      "the bias scale is \(actual(channel))\(within); input scale x weight scale is "
        + "\(expected(channel))" + (more > 0 ? "; \(more.counted("more channel"))" : ""),
      at: place,
      values: [
        FindingValue("expected", expected(channel)), FindingValue("found", actual(channel)),
        FindingValue("channel", channel), FindingValue("channels", mismatches.count),
        FindingValue("shift_codes", shift),
      ],
      severity: isRefused || !(shift < 1) ? nil : .warning)
  }

  /// By how many output codes a channel is shifted at most.
  private static func shift(
    _ differences: [(channel: Int, scale: Double)], of bias: QuantizedTensor, _ step: Float?
  ) -> Double {
    guard let step, step > 0, let data = bias.tensor.data else { return 0 }
    let isWide = bias.type == .int64
    let wide = data.scalars(of: Int64.self)
    let narrow = data.scalars(of: Int32.self)
    return differences.lazy.map { channel, scale in
      guard channel < (isWide ? wide.count : narrow.count) else { return 0 }
      let code = isWide ? Double(wide[channel]) : Double(narrow[channel])
      return abs(code * scale) / Double(step)
    }.max() ?? 0
  }

  /// Whether a kernel looks at the scale of the bias, and refuses this one.
  private static func isRefused(
    _ differences: [(channel: Int, scale: Double)], _ producer: Producer
  ) -> Bool {
    guard producer.weights?.quantization?.scales.count == 1,
      let type = producer.input?.type, let step = producer.output?.quantization?.scale,
      type == .uint8 || producer.matrix.op.builtin == .fullyConnected && type == .int8
    else { return false }
    return differences.contains { !(abs($0.scale) / Double(step) <= 0.02) }
  }
}
