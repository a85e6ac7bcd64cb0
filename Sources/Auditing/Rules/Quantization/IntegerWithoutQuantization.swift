internal import ModelFacts
internal import ModelFormat

/// Flags 8-bit tensors without a scale at operators that compute with scales.
struct IntegerWithoutQuantization: Rule {
  static let info = RuleInfo(
    id: "Q006",
    name: "integer-without-quantization",
    summary: "An operator needs the scale of an integer tensor that has none",
    rationale: """
      Kernels read a missing scale as 0. Convolutions and fully connected operators reject inputs \
      and weights without a scale; if the output has no scale, they run and compute the same code \
      for every input.
      """,
    remedy: "Quantize the tensor, with one scale and one zero point.",
    source: """
      LiteRT `kernels/kernel_util.cc`, `PopulateConvolutionQuantizationParams`; LiteRT \
      `core/subgraph.cc`, `GetLegacyQuantization`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    context.eachSubgraph { facts in
      // In most models every such tensor has a scale.
      guard facts.allTensors.contains(where: Self.isFault) else { return [] }
      var seen: Set<TensorIndex> = []
      return facts.operators(BuiltinOperator.computingWithScales).flatMap { op -> [Finding] in
        // A bias needs none: kernels do not read its scale.
        let tensors = [op.inputs, op.outputs].joined().compactMap { facts.tensor($0) }
        // It multiplies plain integers where none has a scale.
        if op.builtin == .reduceProd, tensors.allSatisfy({ $0.quantization == nil }) { return [] }
        return tensors.compactMap { tensor in
          guard Self.isFault(tensor), seen.insert(tensor.tensor.index).inserted
          else { return nil }
          return finding(
            "\(op.builtin.name) needs the scale of this \(tensor.type.name) tensor, "
              + "which has none",
            at: facts.place(op, tensor.tensor),
            values: [FindingValue("type", tensor.type.name)])
        }
      }
    }
  }

  private static func isFault(_ tensor: QuantizedTensor) -> Bool {
    tensor.quantization == nil && tensor.type.isQuantizedByte
  }
}
