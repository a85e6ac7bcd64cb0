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
      or only when the operator runs: then the model loads, and fails in use.
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
      return facts.subgraph.operators.compactMap { op -> Finding? in
        guard Int(op.codeIndex) < kernels.count, let types = kernels[Int(op.codeIndex)] else {
          return nil
        }
        return check.fault(of: op, types).map { finding($0, op, facts) }
      }
    }
  }

  private func finding(_ fault: KernelTypeFault, _ op: Operator, _ facts: SubgraphFacts) -> Finding
  {
    if let operand = fault.operand, let choice = fault.choice {
      let index = (Array(op.inputs) + Array(op.outputs))[operand.position]
      return finding(
        "\(operand.label) of \(op.builtin.name) is \(operand.type.name); with its other tensors it "
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
