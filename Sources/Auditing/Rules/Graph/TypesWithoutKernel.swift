internal import ModelFacts
internal import ModelFormat

/// Flags operators whose element types no kernel runs.
struct TypesWithoutKernel: Rule {
  static let info = RuleInfo(
    id: "G024",
    name: "types-without-kernel",
    summary: "An operator has element types that no kernel of LiteRT 2.3.0 runs",
    rationale: """
      A kernel supports some element types. LiteRT rejects other types when the model is prepared, \
      or only when the operator runs: then the model loads, and fails in use. Weights of some other \
      types are not rejected: the kernel reads their bytes as its own type, and the outputs are wrong.
      """,
    remedy: "Use a type that the kernel has: convert with CAST, QUANTIZE or DEQUANTIZE.",
    source: """
      LiteRT `kernels`, each operator's `Prepare` and `Eval`, by running one-operator models with \
      every element type in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    // HARD_SWISH has its own rule.
    let kernels = context.model.operatorCodes.map { code in
      code.builtin == .hardSwish ? nil : KernelTypes.of(code.builtin)
    }
    return context.eachSubgraph { facts in
      let check = KernelTypeCheck(facts.subgraph, kernels: kernels) { facts.tensor($0)?.type }
      func fault(of op: Operator) -> KernelTypeFault? {
        guard Int(op.codeIndex) < kernels.count, let types = kernels[Int(op.codeIndex)] else {
          return nil
        }
        return check.fault(of: op, types)
      }
      return facts.subgraph.operators.compactMap { op in
        fault(of: op).map { finding($0, op, facts) } ?? quantizedProduct(op, facts)
      }
        + facts.judgeMatrixOperators { producer in
          fault(of: producer.matrix.op) == nil ? weights(of: producer, facts) : nil
        }
    }
  }

  /// Weights whose bytes the kernel reads as another type, or that it rejects for their granularity.
  private func weights(of producer: Producer, _ facts: SubgraphFacts) -> Finding? {
    let op = producer.matrix.op
    // These have their weights second.
    guard op.inputs.count > 1, let weights = facts.tensor(op.inputs[1]),
      let input = facts.tensor(op.inputs[0])?.type
    else { return nil }
    if let allowed = WeightTypes.computed(by: op.builtin, for: input),
      !allowed.contains(weights.type)
    {
      return finding(
        "\(op.builtin.name) with \(input.name) input reads \(weights.type.name) weights as another type; "
          + "they must be \(String.choice(of: allowed.map(\.name)))",
        at: facts.place(op, weights.tensor), values: [FindingValue("type", weights.type.name)])
    }
    guard WeightTypes.needsScalePerChannel(op.builtin, for: input), !weights.type.isFloat,
      weights.quantization?.granularity == .perTensor,
      let channels = producer.channelCount, channels > 1
    else { return nil }
    return finding(
      "\(op.builtin.name) of floats has no kernel for \(weights.type.name) weights with one scale; it needs "
        + "\(channels), one for each channel",
      at: facts.place(op, weights.tensor), values: [FindingValue("channels", channels)])
  }

  /// REDUCE_PROD computes plain integers, but of quantized tensors only INT8 and INT16.
  ///
  /// Source: LiteRT `kernels/reduce.cc`, `PrepareProd`, by running it with every type and with and without a scale.
  private func quantizedProduct(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard op.builtin == .reduceProd, let input = op.inputs.first.flatMap(facts.tensor),
      input.quantization != nil, input.type != .int8, input.type != .int16
    else { return nil }
    return finding(
      "REDUCE_PROD has no kernel for \(input.type.name) with a scale; with a scale, it must be INT8 or INT16",
      at: facts.place(op, input.tensor), values: [FindingValue("type", input.type.name)])
  }

  private func finding(_ fault: KernelTypeFault, _ op: Operator, _ facts: SubgraphFacts) -> Finding
  {
    if let operand = fault.operand, let choice = fault.choice {
      let index = (Array(op.inputs) + Array(op.outputs))[operand.position]
      return finding(
        "\(operand.label) of \(op.builtin.name) is \(operand.type.name); given the types of its other tensors, it "
          + "must be \(choice)",
        at: facts.place(op, facts.tensor(index)?.tensor),
        values: [FindingValue("type", operand.type.name)])
    }
    let inputs = KernelTypeFault.listed(fault.inputs)
    return finding(
      "\(op.builtin.name) has no kernel from \(inputs) to \(KernelTypeFault.listed(fault.outputs))",
      at: facts.place(op), values: [FindingValue("input_types", inputs)])
  }
}
