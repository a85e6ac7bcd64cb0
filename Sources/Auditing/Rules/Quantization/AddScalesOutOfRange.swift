internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags ADD and SUB whose scales crash LiteRT.
struct AddScalesOutOfRange: Rule {
  static let info = RuleInfo(
    id: "Q014",
    name: "add-scales-out-of-range",
    summary: "The scales of an ADD or SUB are out of range for its kernel",
    rationale: """
      ADD rescales both inputs to a common fine scale, by factors that must be between 0 and 1. \
      LiteRT checks this with an assertion: if the larger input scale is at least 2^19 times the \
      output scale (2^14 for int16), or a scale is not positive, the process crashes with SIGABRT, and \
      no error can be caught. The same happens if 2^20 times the output scale (2^15) overflows \
      float32.
      """,
    remedy: "Requantize the output: its scale does not suit the inputs.",
    fixedBy: ["set-quantization"],
    source: """
      LiteRT `kernels/add.cc` and `kernels/sub.cc`, `Prepare`; LiteRT \
      `kernels/internal/quantization_util.cc`, `QuantizeMultiplierSmallerThanOneExp`
      """,
    severity: .error)

  /// The output's range follows from those of the operands.
  private func offers(
    for op: Operator, _ a: Grid, _ b: Grid, _ output: QuantizedTensor, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    let (first, second) = (a.realRange, b.realRange)
    let isSum = op.builtin == .add
    return RewriteOffer.range(
      first.lowestCode + (isSum ? second.lowestCode : -second.highestCode),
      first.highestCode + (isSum ? second.highestCode : -second.lowestCode), of: output, facts)
  }

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(.add, .sub).compactMap { op in
        guard let first = facts.tensor(op.inputs, 0), let second = facts.tensor(op.inputs, 1),
          let output = facts.tensor(op.outputs, 0), let c = output.grid,
          let a = first.grid(beside: c), let b = second.grid(beside: c),
          ![a, b, c].contains(where: { $0.granularity != .perTensor })
        else { return nil }
        do throws(PreparationError) {
          _ = try AddPreparation(first: a, second: b, output: c, activation: .none)
          return nil
        } catch {
          guard error.condition == .addMultiplierOutOfRange else { return nil }
          let places = output.type == .int16 ? 14 : 19
          let isCoarse = !(c.scale * Float(1 << (places + 1))).isFinite
          return finding(
            "scales \(a.scale) and \(b.scale) into \(c.scale): "
              + (isCoarse
                ? "2^\(places + 1) times the last must be a finite float32"
                : "the larger one must be positive and below 2^\(places) times the last"),
            at: facts.place(op, output.tensor),
            values: [
              FindingValue("first_scale", a.scale), FindingValue("second_scale", b.scale),
              FindingValue("output_scale", c.scale),
            ], offers: offers(for: op, a, b, output, facts))
        }
      }
    }
  }
}

extension QuantizedTensor {
  /// The grid of a quantized operand; for a float operand with a scale, the grid with the codes of the
  /// result, whose type LiteRT gives it.
  fileprivate func grid(beside result: Grid) -> Grid? {
    guard type.isFloat, let quantization else { return grid }
    return Grid(
      scales: quantization.scales, zeroPoints: quantization.zeroPoints, codes: result.codes)
  }
}
