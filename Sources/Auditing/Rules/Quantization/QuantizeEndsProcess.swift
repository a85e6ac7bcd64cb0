internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags a QUANTIZE at which XNNPACK ends the process.
struct QuantizeEndsProcess: Rule {
  static let info = RuleInfo(
    id: "Q024",
    name: "quantize-ends-process",
    summary: "A QUANTIZE between 8-bit tensors ends the process that prepares it",
    rationale: """
      The XNNPACK delegate, LiteRT's default path, looks at the grids of a QUANTIZE from 8 bits to \
      8 bits without checking them first: with a zero point that is no code, or a scale that is \
      no positive normal number, the process ends by a signal.
      """,
    remedy: "Quantize both tensors with a positive scale and a zero point that is a code.",
    mendedBy: ["set-quantization"],
    source: "LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `VisitQuantizeNode`; by running it",
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(.quantize).compactMap { op in
        guard let input = facts.tensor(op.inputs, 0)?.grid,
          let output = facts.tensor(op.outputs, 0), let outputGrid = output.grid
        else { return nil }
        do throws(PreparationError) {
          _ = try XNNPACKRequantizePreparation(input: input, output: outputGrid)
          return nil
        } catch {
          guard error.condition == .xnnpackGridCrash else { return nil }
          return finding(error.found, at: facts.place(op, output.tensor))
        }
      }
    }
  }
}
