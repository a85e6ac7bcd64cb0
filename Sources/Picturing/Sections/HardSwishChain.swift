internal import ModelFacts
internal import ModelFormat
internal import Reporting

/// The way of a number through one site, step by step, with the place where per-channel scales end.
struct HardSwishChain {
  let entry: HardSwishSurvey.Entry

  /// Writes the steps; nothing for a site without a quantized matrix operator before it.
  func write(to page: MarkupWriter) {
    guard let producer = entry.site.producer, let multipliers = producer.multipliers,
      let input = producer.input?.quantization?.scale, let low = multipliers.min(),
      let high = multipliers.max()
    else { return }
    let count = multipliers.count
    let steps: [(title: String, figures: String, isEnd: Bool)] = [
      (
        "\(producer.matrix.op.builtin.name), \(type(producer.input)) x \(type(producer.weights))",
        "input scale \(input.asExact), \(count.counted("weight scale"))", false
      ),
      ("int32 accumulator", count == 1 ? "one scale" : "\(count) scales, one per channel", false),
      (
        count == 1 ? "one multiplier" : "\(count) multipliers",
        count == 1
          ? low.asFigure : "\(low.asFigure) to \(high.asFigure): per-channel scales end here", true
      ),
      (type(producer.output), scale(producer.output), false),
      ("HARD_SWISH", "one table for the whole tensor", false),
      (type(entry.site.output), scale(entry.site.output), false),
    ]
    page.element("ol", .style("flow"), .of(.ariaLabel, "From the matrix operator to the output")) {
      for step in steps {
        page.element("li", step.isEnd ? .style("end") : nil) {
          page.element("b", text: step.title)
          page.text(step.figures)
        }
      }
    }
    page.element(
      "p", .style("soft"),
      text: "The numbers of \(producer.matrix.op.label) and \(entry.site.op.label).")
  }

  private func type(_ tensor: QuantizedTensor?) -> String {
    tensor?.tensor.type.name.lowercased() ?? "?"
  }

  private func scale(_ tensor: QuantizedTensor?) -> String {
    guard let quantization = tensor?.quantization, let scale = quantization.scale,
      let zeroPoint = quantization.zeroPoint
    else { return "no single scale" }
    return "one scale \(scale.asExact), zero point \(zeroPoint)"
  }
}
