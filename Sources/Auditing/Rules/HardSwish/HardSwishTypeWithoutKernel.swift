internal import ModelFacts
internal import ModelFormat

/// Flags a HARD_SWISH of types that LiteRT has no kernel for.
struct HardSwishTypeWithoutKernel: Rule {
  static let info = RuleInfo(
    id: "Q033",
    name: "hard-swish-type-without-kernel",
    summary: "A HARD_SWISH has element types that no kernel supports",
    rationale: """
      LiteRT supports HARD_SWISH for float32, uint8 and int8, with the same type for input and \
      output; XNNPACK, its default path, also for float16. Two different types are rejected when the \
      model is prepared; other types, such as int16, only when it runs.
      """,
    remedy: "Quantize to int8, or export the operator as x * relu6(x + 3) / 6.",
    source: "LiteRT `kernels/activations.cc`, `HardSwishPrepare` and `HardSwishEval`",
    severity: .error)

  private static let types: Set<ElementType> = [.float32, .int8, .uint8]

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.hardSwishes.compactMap { site in
        guard let input = site.input?.tensor, let output = site.output?.tensor,
          input.type != output.type || !Self.types.contains(input.type)
        else { return nil }
        if input.type == .float16, output.type == .float16 {
          return finding(
            "of LiteRT's kernels, only XNNPACK's run FLOAT16", at: facts.place(site.op, input),
            values: [FindingValue("input_type", input.type.name)], severity: .note)
        }
        return finding(
          "\(input.type.name) becomes \(output.type.name); both must be FLOAT32, INT8 or UINT8",
          at: facts.place(site.op, input.type != output.type ? output : input),
          values: [
            FindingValue("input_type", input.type.name),
            FindingValue("output_type", output.type.name),
          ])
      }
    }
  }
}
