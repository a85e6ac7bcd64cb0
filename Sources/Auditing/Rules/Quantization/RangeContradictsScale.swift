internal import ModelFacts
internal import ModelFormat

/// Flags min and max outside the range that the codes can represent.
struct RangeContradictsScale: Rule {
  static let info = RuleInfo(
    id: "Q008",
    name: "range-contradicts-scale",
    summary: "The recorded range exceeds the range of the codes",
    rationale: """
      `min` and `max` record the range of values in calibration; no kernel reads them. If they \
      exceed the range that scale and zero point cover, values were clipped on purpose, or one of \
      the two is from another version of the model. Tools that requantize from min and max produce \
      a different model.
      """,
    remedy: "Remove min and max, or requantize the tensor from them.",
    source:
      "tflite schema, `QuantizationParameters.min` and `.max` (\"for importing back into tf\")",
    severity: .note)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.allTensors.compactMap { tensor in
        guard let quantization = tensor.quantization, let scale = quantization.scale,
          let covered = quantization.realRange(of: tensor.type),
          quantization.min.count == 1, quantization.max.count == 1
        else { return nil }
        // Quantizers shift ranges by up to one step at either end, so that 0 is a code.
        let slack = 1.5 * Double(scale)
        let (low, high) = (Double(quantization.min[0]), Double(quantization.max[0]))
        let isInside = low >= covered.lowerBound - slack && high <= covered.upperBound + slack
        guard !(isInside && low <= high) else { return nil }
        return finding(
          "the recorded range is \(quantization.min[0]) to \(quantization.max[0]); the codes cover "
            + "\(Float(covered.lowerBound)) to \(Float(covered.upperBound))",
          at: facts.place(facts.graph.producer(of: tensor.tensor.index), tensor.tensor),
          values: [
            FindingValue("min", quantization.min[0]), FindingValue("max", quantization.max[0]),
            FindingValue("lowest", covered.lowerBound), FindingValue("highest", covered.upperBound),
          ])
      }
    }
  }
}
