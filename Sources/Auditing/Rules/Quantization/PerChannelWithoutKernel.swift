internal import ModelFacts
internal import ModelFormat

/// Flags several scales where the kernel reads one.
struct PerChannelWithoutKernel: Rule {
  static let info = RuleInfo(
    id: "Q012",
    name: "per-channel-without-kernel",
    summary: "A tensor has several scales where the kernel reads one",
    rationale: """
      Kernels take scales per channel for the weights of matrix operators, and only for signed \
      ones. LiteRT reads the scale of an activation that has several as 0, and gives the same code \
      for every input, with no error; it rejects a matrix operator on uint8 whose weights have \
      several.
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
      producer.input?.type == .uint8, weights.type == .uint8,
      weights.quantization?.granularity == .perChannel
    else { return nil }
    return finding(
      weights, producer.matrix.op, "on UINT8 the kernel takes one", facts)
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
