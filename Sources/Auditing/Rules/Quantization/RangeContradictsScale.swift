internal import ModelFacts
internal import ModelFormat

/// Flags min and max that lie outside what the codes can stand for.
struct RangeContradictsScale: Rule {
  static let info = RuleInfo(
    id: "Q008",
    name: "range-contradicts-scale",
    summary: "The recorded range lies outside what the codes represent",
    rationale: """
      `min` and `max` say which values calibration saw; no kernel reads them. Where they reach \
      past what scale and zero point cover, values were clipped on purpose, or one of the two is \
      from another version of the model: tools that quantize anew from min and max get another one.
      """,
    remedy: "Leave min and max out, or quantize the tensor from them again.",
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
        // Ranges are nudged so that 0 is a code: up to one step at either end.
        let slack = 1.5 * Double(scale)
        let (low, high) = (Double(quantization.min[0]), Double(quantization.max[0]))
        let isInside = low >= covered.lowerBound - slack && high <= covered.upperBound + slack
        guard !(isInside && low <= high) else { return nil }
        return finding(
          "min and max are \(quantization.min[0]) and \(quantization.max[0]); the codes reach from "
            + "\(covered.lowerBound) to \(covered.upperBound)",
          at: facts.place(facts.graph.producer(of: tensor.tensor.index), tensor.tensor),
          values: [
            FindingValue("min", quantization.min[0]), FindingValue("max", quantization.max[0]),
            FindingValue("lowest", covered.lowerBound), FindingValue("highest", covered.upperBound),
          ])
      }
    }
  }
}
