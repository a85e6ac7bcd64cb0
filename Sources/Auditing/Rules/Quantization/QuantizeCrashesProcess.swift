internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Flags a QUANTIZE that crashes XNNPACK.
struct QuantizeCrashesProcess: Rule {
  static let info = RuleInfo(
    id: "Q024",
    name: "quantize-crashes-process", formerName: "quantize-ends-process",
    summary: "A QUANTIZE to 8 bits crashes the process that prepares it",
    rationale: """
      The XNNPACK delegate, LiteRT's default path, uses the scales and zero points of a QUANTIZE to 8 \
      bits without checking them first: with a zero point that is not a code, or a scale that is not a \
      positive normal number, the process crashes.
      """,
    remedy: "Quantize both tensors with a positive scale and a zero point that is a code.",
    source:
      "LiteRT `delegates/xnnpack/xnnpack_delegate.cc`, `VisitQuantizeNode`, by running it in ai-edge-litert 2.3.0",
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(.quantize).compactMap { op in
        guard let input = facts.tensor(op.inputs, 0), let output = facts.tensor(op.outputs, 0),
          output.type.isQuantizedByte,
          input.type.isQuantizedByte || input.type == .float32
        else { return nil }
        for tensor in [input, output] where tensor.type.isQuantizedByte {
          guard let grid = tensor.grid, grid.granularity == .perTensor,
            !grid.isOrdinary
          else { continue }
          let zeroPoint = tensor.quantization?.zeroPoint ?? 0
          return finding(
            "scale \(grid.scale) and zero point \(zeroPoint) crash the process",
            at: facts.place(op, tensor.tensor),
            values: [FindingValue("scale", grid.scale), FindingValue("zero_point", zeroPoint)])
        }
        return nil
      }
    }
  }
}
