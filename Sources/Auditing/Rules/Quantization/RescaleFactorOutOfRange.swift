internal import ModelFacts
internal import ModelFormat

/// Flags matrix operators whose factor from accumulator to output is too large for any kernel.
struct RescaleFactorOutOfRange: Rule {
  static let info = RuleInfo(
    id: "Q013",
    name: "rescale-factor-out-of-range",
    summary: "Input scale x weight scale / output scale is 256 or more",
    rationale: """
      The factor rescales the accumulator to output codes. XNNPACK, LiteRT's default path, \
      supports factors below 256 and otherwise rejects the whole model. One step of the \
      accumulator would span all output codes.
      """,
    remedy: "Requantize the output: its scale is far too small for its values.",
    source: """
      XNNPACK `src/subgraph/convolution-2d.c` and `src/operators/convolution-nhwc.c`, \
      "requantization scale must be less than 256.0"
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.judgeMatrixOperators { producer in
        guard producer.output?.type.isQuantizedByte ?? false,
          producer.input?.type.isQuantizedByte ?? false,
          // Not `>=`: there may be a NaN before the channel in question.
          let largest = producer.largestMultiplier, !(largest < 256),
          let multipliers = producer.multipliers,
          let channel = multipliers.firstIndex(where: { $0 >= 256 && $0.isFinite }),
          let output = producer.output
        else { return nil }
        let count = multipliers.count { $0 >= 256 && $0.isFinite }
        let within = multipliers.count > 1 ? " in channel \(channel)" : ""
        return finding(
          "the factor is \(Float(multipliers[channel]))\(within); it must be below 256",
          at: facts.place(producer.matrix.op, output.tensor),
          values: [
            FindingValue("factor", multipliers[channel]), FindingValue("channel", channel),
            FindingValue("affected_channels", count),
          ])
      }
    }
  }
}
