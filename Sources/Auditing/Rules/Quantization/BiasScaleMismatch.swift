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
      says something else, every output of the channel is shifted by a wrong amount, without a \
      word. Kernels that do look, for fully connected and for uint8, refuse the model where the \
      difference is past 0.02 output steps. A bias that is all 0 is right in any scale.
      """,
    remedy: "Quantize the bias again in steps of input scale x weight scale, with zero point 0.",
    source: """
      LiteRT 8-bit quantization specification, CONV_2D, input 2; LiteRT `kernels/kernel_util.cc`, \
      `GetQuantizedConvolutionMultipler`
      """,
    severity: .warning, readsWeights: true)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.matrixOperators.compactMap { judge($0, facts) }
    }
  }

  private func judge(_ producer: Producer, _ facts: SubgraphFacts) -> Finding? {
    guard producer.hasMatchingBiasScale == false, let bias = producer.bias,
      bias.tensor.type == .int32 || bias.tensor.type == .int64
    else { return nil }
    let place = facts.place(producer.matrix.op, bias.tensor)
    let scales = bias.quantization?.scales ?? []
    let weightScales = producer.weights?.quantization?.scales ?? []
    guard let channel = producer.biasMismatches.first,
      let inputScale = producer.input?.quantization?.scale
    else {
      // A bias without scales is what LiteRT's own kernels are content with.
      guard !scales.isEmpty else { return nil }
      return finding(
        "the bias has \(scales.count) scales for the \(weightScales.count) of the weights",
        at: place,
        values: [
          FindingValue("found", scales.count), FindingValue("expected", weightScales.count),
        ])
    }
    let found = scales[scales.count == 1 ? 0 : channel]
    let expected = inputScale * weightScales[weightScales.count == 1 ? 0 : channel]
    let count = max(scales.count, weightScales.count)
    let within = count > 1 ? " in channel \(channel)" : ""
    let more = producer.biasMismatches.count - 1
    return finding(
      "the bias scale is \(found)\(within); input scale x weight scale is \(expected)"
        + (more > 0 ? "; \(more) more channel\(more == 1 ? "" : "s") differ" : ""),
      at: place,
      values: [
        FindingValue("expected", expected), FindingValue("found", found),
        FindingValue("channel", channel), FindingValue("channels", more + 1),
      ])
  }
}
