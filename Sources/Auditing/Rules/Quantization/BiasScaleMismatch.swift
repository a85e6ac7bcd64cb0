internal import ModelFacts
internal import ModelFormat

/// Flags a bias whose scale is not that of the accumulator it is added to.
struct BiasScaleMismatch: Rule {
  static let info = RuleInfo(
    id: "Q003",
    name: "bias-scale-mismatch",
    summary: "The scale of a bias is not input scale x weight scale",
    rationale: """
      The scale of the accumulator is input scale x weight scale, and kernels add the codes of the \
      bias to it. Kernels for int8 convolutions never read the scale of the bias: if it differs, \
      every output of the channel is silently shifted. Kernels for uint8, and for FULLY_CONNECTED with \
      per-tensor weights, do read it: they reject the model if the bias has no scale, or one that \
      differs from input scale x weight scale by more than 0.02 x output scale. A bias that is all 0 is correct with any scale; \
      a difference that changes no output by a whole code is a warning. The XNNPACK delegate, \
      LiteRT's default path, rejects an 8-bit convolution whose weights are per-channel and whose \
      bias is per-tensor, or the other way round.
      """,
    remedy: "Requantize the bias, with scale input scale x weight scale and zero point 0.",
    fixedBy: ["fix-bias"],
    source: """
      LiteRT 8-bit quantization specification, CONV_2D, input 2; LiteRT `kernels/kernel_util.cc`, \
      `GetQuantizedConvolutionMultipler`; LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, by running \
      one-operator models in ai-edge-litert 2.3.0
      """,
    severity: .error, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        countMismatch(producer, facts) ?? unreadScale(producer, facts) ?? judge(producer, facts)
      }
    }
  }

  /// A per-tensor scale next to per-channel scales, if the delegate runs the operator.
  private func countMismatch(_ producer: Producer, _ facts: SubgraphFacts) -> Finding? {
    guard let input = producer.input, input.type.isQuantizedByte, let bias = producer.bias,
      bias.type == .int32, producer.weights?.type == input.type,
      Self.isConvolution(producer)
        || producer.matrix.op.builtin == .fullyConnected && input.type == .uint8,
      let found = bias.quantization, let weights = producer.weights?.quantization,
      found.scales.count != weights.scales.count,
      min(found.scales.count, weights.scales.count) == 1,
      [found, weights, producer.output?.quantization, input.quantization]
        .allSatisfy({ $0?.hasNormalScales ?? false })
    else { return nil }
    return finding(
      "the bias has \(found.scales.count.counted("scale")) and the weights have "
        + "\(weights.scales.count): the XNNPACK delegate, LiteRT's default path, rejects the model",
      at: facts.place(producer.matrix.op, bias.tensor),
      values: [
        FindingValue("found", found.scales.count), FindingValue("expected", weights.scales.count),
      ], offers: [.fixBias(op: producer.matrix.op.index, subgraph: facts.argument)])
  }

  /// True for the convolutions that have 8-bit kernels.
  private static func isConvolution(_ producer: Producer) -> Bool {
    let traits = producer.matrix.op.builtin.traits
    return traits.isQuantizedLayer && traits.matrix?.isConvolution == true
  }

  /// A bias without a usable scale, if the kernel computes with it and the delegate does not run the
  /// operator.
  private func unreadScale(_ producer: Producer, _ facts: SubgraphFacts) -> Finding? {
    guard let type = producer.input?.type, let bias = producer.bias,
      [.int32, .int64].contains(bias.type), Self.checksBias(producer),
      let inputScale = producer.input?.quantization?.scale,
      let weightScale = producer.weights?.quantization?.scale,
      let step = producer.output?.quantization?.scale,
      type == .int16 || !(bias.quantization?.hasNormalScales ?? false)
    else { return nil }
    // The runtime reads no scale, or several scales, as 0.
    let scale = Double(bias.quantization?.scale ?? 0)
    let difference = abs(Double(inputScale) * Double(weightScale) - scale) / Double(step)
    guard !(difference <= 0.02) else { return nil }
    return finding(
      "the bias scale is \(Float(scale)), and input scale x weight scale \(inputScale * weightScale): "
        + "\(producer.matrix.op.builtin.name) rejects a difference of "
        + "\(Float(difference)) output steps; at most 0.02 is allowed",
      at: facts.place(producer.matrix.op, bias.tensor),
      values: [
        FindingValue("expected", inputScale * weightScale), FindingValue("found", Float(scale)),
      ], offers: [.fixBias(op: producer.matrix.op.index, subgraph: facts.argument)])
  }

  /// Whether the kernel compares the scale of the bias with those of input and weights.
  private static func checksBias(_ producer: Producer) -> Bool {
    switch producer.input?.type {
    case .uint8?:
      isConvolution(producer)
        || producer.matrix.op.builtin == .fullyConnected
    case .int8?, .int16?: producer.matrix.op.builtin == .fullyConnected
    default: false
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
      // No kernel checks the count, so its effect is not certain.
      return finding(
        "the bias has \(found.count) scales, and the weights have \(weightScales.count)",
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
        FindingValue("channel", channel), FindingValue("affected_channels", mismatches.count),
        FindingValue("shift_codes", shift),
      ],
      severity: isRefused || !(shift < 1) ? nil : .warning,
      offers: [.fixBias(op: producer.matrix.op.index, subgraph: facts.argument)])
  }

  /// The largest shift of a channel in output codes.
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

  /// Whether a kernel checks the scale of the bias, and rejects this one.
  private static func isRefused(
    _ differences: [(channel: Int, scale: Double)], _ producer: Producer
  ) -> Bool {
    guard producer.weights?.quantization?.scales.count == 1, checksBias(producer),
      let step = producer.output?.quantization?.scale
    else { return false }
    return differences.contains { !(abs($0.scale) / Double(step) <= 0.02) }
  }
}
