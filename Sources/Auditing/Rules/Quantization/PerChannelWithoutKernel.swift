internal import ModelFacts
internal import ModelFormat

/// Flags several scales at kernels that read only one.
struct PerChannelWithoutKernel: Rule {
  static let info = RuleInfo(
    id: "Q012",
    name: "per-channel-without-kernel",
    summary: "A tensor has several scales, but the kernel reads one",
    rationale: """
      Kernels support per-channel scales only for signed weights of matrix operators. If an \
      activation has several scales, LiteRT reads its scale as 0, and silently computes the same \
      code for every input; it rejects a uint8 matrix operator with per-channel weights.
      """,
    remedy: "Give the tensor one scale and one zero point.",
    source: """
      LiteRT `core/subgraph.cc`, `GetLegacyQuantization`; LiteRT `kernels/kernel_util.cc`, \
      `PopulateConvolutionQuantizationParams`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      activations(facts) + facts.judgeMatrixOperators { weights(of: $0, facts) }
    }
  }

  private func activations(_ facts: SubgraphFacts) -> [Finding] {
    // In most models no activation has several scales.
    guard facts.allTensors.contains(where: Self.isFault) else { return [] }
    var seen: Set<TensorIndex> = []
    // QUANTIZE and DEQUANTIZE have kernels for several scales.
    let kinds = BuiltinOperator.computingWithScales.filter {
      ![.quantize, .dequantize].contains($0)
    }
    return facts.operators(kinds).flatMap { op in
      facts.activations(of: op).compactMap { tensor in
        guard Self.isFault(tensor), seen.insert(tensor.tensor.index).inserted
        else { return nil }
        return self.finding(tensor, op, "\(op.builtin.name) reads one", facts)
      }
    }
  }

  private static func isFault(_ tensor: QuantizedTensor) -> Bool {
    tensor.quantization?.granularity == .perChannel && !tensor.type.isFloat
      && !tensor.isConstant
  }

  private func weights(of producer: Producer, _ facts: SubgraphFacts) -> Finding? {
    guard let weights = producer.weights, weights.isConstant,
      producer.input?.type == .uint8,
      weights.quantization?.granularity == .perChannel
    else { return nil }
    return finding(
      weights, producer.matrix.op, "the UINT8 kernel reads one", facts)
  }

  private func finding(
    _ tensor: QuantizedTensor, _ op: Operator, _ allowed: String, _ facts: SubgraphFacts
  ) -> Finding {
    let count = tensor.quantization?.scales.count ?? 0
    return finding(
      "the tensor has \(count) scales; \(allowed)", at: facts.place(op, tensor.tensor),
      values: [FindingValue("scales", count)])
  }
}
