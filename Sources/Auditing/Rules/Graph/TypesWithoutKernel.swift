internal import ModelFacts
internal import ModelFormat

/// Flags operators whose element types no kernel runs.
struct TypesWithoutKernel: Rule {
  static let info = RuleInfo(
    id: "G024",
    name: "types-without-kernel",
    summary: "An operator has element types that no kernel of LiteRT 2.3.0 runs",
    rationale: """
      A kernel is written for some element types. LiteRT rejects the others when the model is \
      prepared, or only when the operator runs: then the model loads, and fails in use.
      """,
    remedy: "Use a type that the kernel has: convert with CAST, QUANTIZE or DEQUANTIZE.",
    source: """
      LiteRT `kernels`, each operator's `Prepare` and `Eval`, by running one-operator models with \
      every element type in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    // HARD_SWISH has a rule of its own.
    let kernels = context.model.operatorCodes.map { code in
      code.builtin == .hardSwish ? nil : KernelTypes.of(code.builtin)
    }
    return context.eachSubgraph { facts in
      let unsure = Self.unsure(kernels, facts)
      return facts.subgraph.operators.compactMap { op -> Finding? in
        guard Int(op.codeIndex) < kernels.count, let types = kernels[Int(op.codeIndex)] else {
          return nil
        }
        return judge(op, types, unsure, facts)
      }
    }
  }

  private func judge(
    _ op: Operator, _ types: KernelTypes, _ unsure: Set<TensorIndex>, _ facts: SubgraphFacts
  ) -> Finding? {
    func type(_ index: TensorIndex) -> ElementType? {
      unsure.contains(index) ? nil : facts.tensor(index)?.type
    }
    let (inputs, outputs) = (op.inputs.map(type), op.outputs.map(type))
    guard !types.allow(inputs: inputs, outputs: outputs) else { return nil }
    // The operand that alone is wrong, the last first: activations come before what goes with them.
    let operands = Array(op.inputs) + Array(op.outputs)
    for position in operands.indices.reversed() {
      guard let found = (inputs + outputs)[position] else { continue }
      let allowed = types.allowed(at: position, inputs: inputs, outputs: outputs)
      guard !allowed.isEmpty else { continue }
      let isInput = position < inputs.count
      let side = isInput ? "input \(position)" : "output \(position - inputs.count)"
      let choice =
        allowed.count > 6 ? "another type" : allowed.map(\.name).joined(separator: " or ")
      return finding(
        "\(side) of \(op.builtin.name) is \(found.name); with its other tensors it must be \(choice)",
        at: facts.place(op, facts.tensor(operands[position])?.tensor),
        values: [FindingValue("type", found.name)])
    }
    let listed = { (types: [ElementType?]) in
      types.prefix(8).map { $0?.name ?? "-" }.joined(separator: ", ")
    }
    return finding(
      "\(op.builtin.name) has no kernel from \(listed(inputs)) to \(listed(outputs))",
      at: facts.place(op), values: [FindingValue("inputs", listed(inputs))])
  }

  /// Results whose type the kernel sets, whatever the file says: nobody knows what their readers see.
  private static func unsure(
    _ kernels: [KernelTypes?], _ facts: SubgraphFacts
  ) -> Set<TensorIndex> {
    var unsure: Set<TensorIndex> = []
    let setting = kernels.map { $0?.setsOutputType ?? false }
    for op in facts.subgraph.operators
    where Int(op.codeIndex) < setting.count && setting[Int(op.codeIndex)] {
      let read = op.inputs.compactMap { facts.tensor($0)?.type }
      for output in op.outputs {
        guard let type = facts.tensor(output)?.type, !read.contains(type) else { continue }
        unsure.insert(output)
      }
    }
    return unsure
  }
}
