internal import ModelFacts
internal import ModelFormat

/// Explains one site as the way of a number: codes, accumulator, multiplier, codes, HARD_SWISH,
/// codes, with the model's own figures at each step.
struct HardSwishFlow {
  private let entry: HardSwishSurvey.Entry

  init(_ entry: HardSwishSurvey.Entry) { self.entry = entry }

  /// Writes the way; nothing for a float site or one without a matrix operator before it.
  func write(to text: TextWriter) throws {
    guard let producer = entry.site.producer, let input = producer.input?.quantization?.scale,
      let weights = producer.weights, let multipliers = producer.multipliers
    else { return }
    let site = entry.site
    let matrix = producer.matrix.op
    try text.heading("From \(matrix.label) to \(site.op.label)")
    var facts: [(name: String, value: String)] = []
    func step(_ what: String, _ figures: String) { facts.append((what, figures)) }

    let scales = weights.quantization?.scales.array ?? []
    step(
      "\(type(producer.input)) x \(type(producer.weights))",
      "input scale \(input.asExact), \(scales.count.counted("weight scale")) "
        + (weights.quantization?.scaleRangeText ?? ""))
    let steps = scales.map { Double(input) * Double($0) }
    step("-> int32 accumulator", "scale \(steps.rangeText)\(per(steps))")
    step(
      "-> multiplier\(multipliers.count > 1 ? " per channel" : "")",
      ChannelMultipliers.spread(multipliers))
    step("-> \(type(producer.output)) per tensor", codes(producer.output))
    for mover in producer.through { step("-> \(mover.builtin.name)", "only moves data") }
    step("-> HARD_SWISH", "x * relu6(x + 3) / 6, one table for the whole tensor")
    step("-> \(granularity(site.output))", codes(site.output))
    try text.facts(facts)
  }

  private func type(_ tensor: QuantizedTensor?) -> String {
    tensor?.tensor.type.name.lowercased() ?? "?"
  }

  private func granularity(_ tensor: QuantizedTensor?) -> String {
    let kind = tensor?.quantization?.granularity ?? .malformed
    return "\(type(tensor)) \(kind == .perTensor ? "per tensor" : kind.rawValue)"
  }

  private func codes(_ tensor: QuantizedTensor?) -> String {
    guard let tensor, let quantization = tensor.quantization else { return "no scale" }
    guard let scale = quantization.scale, let zeroPoint = quantization.zeroPoint,
      let reals = quantization.realRange(of: tensor.tensor.type)
    else { return quantization.summaryText }
    return "scale \(scale.asExact), zero point \(zeroPoint): "
      + "\(reals.lowerBound.asFigure) to \(reals.upperBound.asFigure)"
  }

  private func per(_ steps: [Double]) -> String { steps.count > 1 ? ", one per channel" : "" }
}
