internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags ADD and SUB whose scales end the process.
struct AddScalesOutOfRange: Rule {
  static let info = RuleInfo(
    id: "Q014",
    name: "add-scales-out-of-range",
    summary: "The scales of an ADD or SUB are outside what its kernel can prepare",
    rationale: """
      ADD brings both inputs to a common fine grid by factors that must lie between 0 and 1. \
      LiteRT checks that with an assertion: where the larger input scale is 2^19 output scales or \
      more (2^14 for int16), or a scale is not positive, the process ends by SIGABRT before there \
      is an error to catch. SUB checks its inputs only, and gives codes next to the zero point.
      """,
    remedy: "Quantize the output again: its scale is far too small for what is added.",
    mendedBy: ["set-quantization"],
    source: """
      LiteRT `kernels/add.cc` and `kernels/sub.cc`, `Prepare`; LiteRT \
      `kernels/internal/quantization_util.cc`, `QuantizeMultiplierSmallerThanOneExp`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(.add, .sub).compactMap { op in
        guard let first = facts.tensor(op.inputs, 0), let second = facts.tensor(op.inputs, 1),
          let output = facts.tensor(op.outputs, 0), let a = first.grid, let b = second.grid,
          let c = output.grid, ![a, b, c].contains(where: { $0.granularity != .perTensor })
        else { return nil }
        do throws(PreparationError) {
          _ = try AddPreparation(first: a, second: b, output: c, activation: .none)
          return nil
        } catch {
          guard error.condition == .addMultiplierOutOfRange else { return nil }
          return finding(
            "scales \(a.scale) and \(b.scale) into \(c.scale): the larger one must be positive and "
              + "below 2^\(output.type == .int16 ? 14 : 19) times the last",
            at: facts.place(op, output.tensor),
            values: [
              FindingValue("first", a.scale), FindingValue("second", b.scale),
              FindingValue("output", c.scale),
            ])
        }
      }
    }
  }
}
