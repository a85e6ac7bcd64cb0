internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags fused activations whose bounds do not fit in int32 on the output's grid.
struct ActivationBoundOverflow: Rule {
  static let info = RuleInfo(
    id: "Q025",
    name: "activation-bound-overflow",
    summary: "A bound of a fused activation does not fit in int32 at the output's scale",
    rationale: """
      The kernel clamps to the codes of the activation's bounds: 6 / output scale for RELU6. If \
      that is over 2^31, LiteRT rejects the model.
      """,
    remedy: "Requantize the output: its range is far below the bound.",
    fixedBy: ["set-quantization"],
    source: "LiteRT `kernels/kernel_util.cc`, `CalculateActivationRangeQuantized`",
    severity: .error)

  private static let kinds: [BuiltinOperator] = [
    .add, .sub, .mul, .conv2D, .depthwiseConv2D, .fullyConnected, .averagePool2D, .maxPool2D,
  ]

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(Self.kinds).compactMap { op in
        guard let activation = op.knownActivation,
          let output = facts.tensor(op.outputs, 0), output.type.isQuantizedByte,
          let grid = output.grid, grid.granularity == .perTensor
        else { return nil }
        do throws(PreparationError) {
          _ = try OutputBounds(activation, on: grid)
          return nil
        } catch {
          let range: (Double, Double)? =
            switch activation {
            case .relu6: (0, 6)
            case .reluN1To1: (-1, 1)
            default: nil
            }
          return finding(
            "the bounds of \(op.fusedActivation.name) at scale \(grid.scale) do not fit in int32",
            at: facts.place(op, output.tensor), values: [FindingValue("scale", grid.scale)],
            offers: range.map { RewriteOffer.range($0, $1, of: output, facts) } ?? [])
        }
      }
    }
  }
}
