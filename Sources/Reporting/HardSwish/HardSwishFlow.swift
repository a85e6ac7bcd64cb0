internal import ModelFacts
internal import ModelFormat

/// Explains one site as the way of a number: codes, accumulator, multiplier, codes, HARD_SWISH,
/// codes, with the model's own figures at each step.
struct HardSwishFlow {
  private let entry: HardSwishSurvey.Entry

  init(_ entry: HardSwishSurvey.Entry) { self.entry = entry }

  /// The steps in words, without numbers; nil for a float site or one without a quantized matrix
  /// operator before it.
  var steps: [String]? {
    guard let producer = entry.site.producer, producer.input?.quantization?.scale != nil,
      producer.weights != nil, let multipliers = producer.multipliers
    else { return nil }
    let accumulator = [
      "\(type(producer.input)) x \(type(producer.weights))", "-> int32 accumulator",
      "-> multiplier\(multipliers.count > 1 ? " per channel" : "")",
    ]
    return accumulator + ["-> \(type(producer.output)) per tensor"]
      + producer.through.map { "-> \($0.builtin.name)" }
      + ["-> HARD_SWISH", "-> \(granularity(entry.site.output))"]
  }

  /// Writes the way; nothing for a float site or one without a matrix operator before it.
  func write(to text: TextWriter) throws {
    guard let names = steps, let producer = entry.site.producer,
      let input = producer.input?.quantization?.scale, let weights = producer.weights,
      let multipliers = producer.multipliers
    else { return }
    let site = entry.site
    let matrix = producer.matrix.op
    try text.heading("From \(matrix.label) to \(site.op.label)")
    let scales = weights.quantization?.scales.array ?? []
    let products = scales.map { Double(input) * Double($0) }
    let figures =
      [
        "input scale \(input.asExact), \(scales.count.counted("weight scale")) "
          + (weights.quantization?.scaleRangeText ?? ""),
        "scale \(products.rangeText)\(per(products))",
        ChannelMultipliers.spread(multipliers), codes(producer.output),
      ] + producer.through.map { _ in "only moves data" }
      + ["x * relu6(x + 3) / 6, one table for the whole tensor", codes(site.output)]
    try text.facts(zip(names, figures).map { (name: $0, value: $1) })
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
