internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH whose output never uses some of its codes.
struct WastedOutputCodes: Rule {
  static let info = RuleInfo(
    id: "Q037",
    name: "wasted-output-codes",
    summary: "A HARD_SWISH uses less than half of its output codes",
    rationale: """
      The input range determines the output range: from -0.375 to the largest input. If the \
      output's scale and zero point cover more than twice that, half of the codes are never used, \
      and each step is more than twice as coarse as necessary.
      """,
    remedy: "Requantize the output to the range that it can reach.",
    fixedBy: ["requantize-hard-swish"],
    source: """
      tflens: every input code through the kernel of LiteRT \
      `kernels/internal/reference/hard_swish.h`
      """,
    severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.compactMap { site in
        guard let reach = site.reach, let output = site.output, site.conditions.isEmpty,
          let codes = output.type.codeRange
        else { return nil }
        let reached = Int(reach.upperBound) - Int(reach.lowerBound) + 1
        let all = Int(codes.upperBound - codes.lowerBound) + 1
        guard 2 * reached < all else { return nil }
        return finding(
          "output codes range from \(reach.lowerBound) to \(reach.upperBound): \(reached) of \(all) codes",
          at: facts.place(site.op, output.tensor),
          values: [FindingValue("reached", reached), FindingValue("codes", all)],
          offers: [.requantizeHardSwish(op: site.op.index, subgraph: facts.argument)])
      }
    }
  }
}
