internal import ModelFacts
internal import ModelFormat

/// Flags a DEQUANTIZE whose result is quantized again.
struct CancellingQuantizePair: Rule {
  static let info = RuleInfo(
    id: "Q023",
    name: "cancelling-quantize-pair",
    summary: "A DEQUANTIZE is followed by a QUANTIZE, and the pair cancels out",
    rationale: """
      Integers become floats and then integers again, with no operator in between, and an \
      accelerator must hand the tensor over to the CPU and back. With equal scales and zero points, \
      the pair changes no code; with different ones, a single QUANTIZE computes the same conversion \
      in integers, up to rounding.
      """,
    remedy:
      "Remove the pair if scales and zero points are equal; otherwise replace it with one QUANTIZE.",
    source: "tflens: real = scale x (code - zero point), applied both ways", severity: .warning)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      facts.operators(.quantize).compactMap { op in
        guard let between = op.inputs.first, let producer = facts.graph.producer(of: between),
          producer.builtin == .dequantize, let before = facts.tensor(producer.inputs, 0),
          !before.isConstant, !before.type.isFloat,
          let after = facts.tensor(op.outputs, 0)
        else { return nil }
        let isEqual =
          before.type == after.type
          && before.quantization?.scales.array == after.quantization?.scales.array
          && before.quantization?.zeroPoints.array == after.quantization?.zeroPoints.array
        return finding(
          "\(producer.label) dequantizes what this quantizes, with "
            + (isEqual
              ? "the same scale and zero point: the pair changes nothing"
              : "another scale or zero point"),
          at: facts.place(op, after.tensor),
          values: [FindingValue("producer_operator", producer.index)])
      }
    }
  }
}
