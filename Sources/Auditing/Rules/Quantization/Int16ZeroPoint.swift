internal import ModelFacts
internal import ModelFormat

/// Flags int16 activations whose zero point is not 0.
struct Int16ZeroPoint: Rule {
  static let info = RuleInfo(
    id: "Q009",
    name: "int16-zero-point",
    summary: "An int16 activation has a zero point other than 0",
    rationale: """
      Kernels for int16 are symmetric: they reject the model when it is prepared or when it runs.
      """,
    remedy: "Quantize int16 activations symmetrically, with zero point 0.",
    source: """
      TensorFlow Lite `tools/optimize/operator_property.cc` (16x8); LiteRT `kernels/add.cc`, \
      `kernels/mul.cc`, `kernels/conv.cc`, `Prepare`
      """,
    severity: .error)

  private static let symmetric = OperatorTraits.operators(where: \.needsSymmetricInt16)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      // In most models no activation has 16 bits.
      guard facts.allTensors.contains(where: { $0.type == .int16 }) else { return [] }
      var seen: Set<TensorIndex> = []
      return facts.operators(Self.symmetric).flatMap { op in
        // SOFTMAX from 8 bits has int16 outputs of another kind.
        guard op.inputs.contains(where: { facts.tensor($0)?.type == .int16 }) else {
          return [Finding]()
        }
        return facts.activations(of: op).compactMap { tensor in
          guard tensor.type == .int16, let zeroPoint = tensor.quantization?.zeroPoint,
            zeroPoint != 0, seen.insert(tensor.tensor.index).inserted
          else { return nil }
          return finding(
            "the zero point is \(zeroPoint); \(op.builtin.name) supports int16 only with 0",
            at: facts.place(op, tensor.tensor), values: [FindingValue("zero_point", zeroPoint)])
        }
      }
    }
  }
}
