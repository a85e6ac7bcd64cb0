internal import ModelFacts
internal import ModelFormat

/// Checks the operators of a subgraph against a profile, in file order, as delegates visit them.
///
/// Source: LiteRT, `tflite/delegates/xnnpack/xnnpack_delegate.cc`, `PrepareOpsToDelegate`, and
/// `tflite/delegates/utils.cc`, `FP16GraphPartitionHelper`.
struct SubgraphVerdicts {
  /// The operators, each with the target's verdict.
  var judged: [JudgedOperator] {
    zip(facts, verdicts).map { JudgedOperator(facts: $0, verdict: $1) }
  }

  private var facts: [OperatorFacts] = []
  private var verdicts: [OperatorJudge.Verdict] = []

  private let judge: OperatorJudge
  private let graph: GraphIndex
  private let tensors: TensorFactsCache
  /// Operators that are folded, with the rule of each.
  private var folded: [(index: Int, rule: FoldedOperator)] = []
  private var isFolded: Set<Int> = []
  /// Tensors that are known before the first run although they are not in the file.
  private var known: Set<TensorIndex> = []
  /// The value that each variable was first given or read as; nil before that.
  private var variables: [TensorIndex: TensorFacts?] = [:]
  /// The check of element types; nil if the profile does not use LiteRT's kernels.
  private let kernelTypes: KernelTypeCheck?
  /// LiteRT's kernels for each operator code of the model; empty if the profile does not use them.
  private let kernels: [KernelTypes?]

  init(_ judge: OperatorJudge, _ graph: GraphIndex, _ tensors: TensorFactsCache) {
    (self.judge, self.graph, self.tensors) = (judge, graph, tensors)
    kernels =
      judge.profile.hasLiteRTKernels
      ? graph.subgraph.model.operatorCodes.map { KernelTypes.of($0.builtin) } : []
    kernelTypes =
      judge.profile.hasLiteRTKernels
      ? KernelTypeCheck(graph.subgraph, kernels: kernels, type: { tensors[$0]?.type }) : nil
    for op in graph.subgraph.operators {
      if let rule = foldingRule(of: op) {
        folded.append((op.index, rule))
        isFolded.insert(op.index)
        verdicts.append(.mapped)
        for output in op.outputs where rule.types != nil {
          known.insert(output)
          tensors.fold(output, from: op.inputs[0])
        }
        facts.append(OperatorFacts(op, tensors: tensors))
        if rule.types == nil, let handle = op.outputs.first { variables[handle] = .some(nil) }
      } else {
        verdicts.append(verdict(of: op))
      }
    }
    settleFolded()
  }

  private func foldingRule(of op: Operator) -> FoldedOperator? {
    let rules = judge.profile.folded
    guard !rules.isEmpty else { return nil }
    return rules.first { rule in
      guard rule.builtin == op.builtin else { return false }
      guard let types = rule.types else { return true }
      guard op.inputs.count == 1, op.outputs.count == 1, let input = tensors[op.inputs[0]] else {
        return false
      }
      return types.contains(input.type) && input.tensor.isSparse == rule.isSparse
        && (input.tensor.isConstant || known.contains(op.inputs[0]))
        && (input.type.isFloat || input.scaleCount > 0)
    }
  }

  private mutating func verdict(of op: Operator) -> OperatorJudge.Verdict {
    var facts = OperatorFacts(op, tensors: tensors)
    defer { self.facts.append(facts) }
    if let kernelTypes, Int(op.codeIndex) < kernels.count, let kernel = kernels[Int(op.codeIndex)] {
      facts.kernelTypes = kernelTypes.fault(of: op, kernel).map(LimitOutcome.init) ?? .met
    }
    guard let use = VariableUse(op) else { return judge.verdict(facts) }
    let value = tensors[use.value]
    facts.variable = check(use, value)
    let verdict = judge.verdict(facts)
    if verdict.isMapped, let value, case .some(nil) = variables[use.handle] {
      variables[use.handle] = value
    }
    return verdict
  }

  private func check(_ use: VariableUse, _ value: TensorFacts?) -> LimitOutcome {
    let allowed = "a variable in the same subgraph, with values of one type and shape"
    guard let first = variables[use.handle] else {
      return .broken(found: "the variable's handle is not in the subgraph", allowed: allowed)
    }
    guard let first, let value, first.type != value.type || first.shape != value.shape else {
      return .met
    }
    return .broken(
      found: "\(value.tensor.label) is \(value.type.name) \(value.shape), "
        + "\(first.tensor.label) of the same variable \(first.type.name) \(first.shape)",
      allowed: allowed)
  }

  /// Decides where folded operators run, once all others are known.
  private mutating func settleFolded() {
    let unsupported = verdicts.firstIndex { !$0.maybeMapped }
    for (index, rule) in folded {
      let consumers = graph.subgraph.operators[index].outputs.lazy.flatMap {
        [graph, isFolded] output in
        graph.consumers(of: output).lazy.map(\.index).filter { !isFolded.contains($0) }
      }
      let reason: String?
      switch rule.rule {
      case .everyConsumer:
        reason = consumers.first { !verdicts[$0].maybeMapped }.map {
          "\(graph.subgraph.operators[$0].label), which reads the result, is not supported"
        }
      case .anyConsumer:
        reason =
          consumers.contains { verdicts[$0].maybeMapped }
          ? nil : "no operator that uses it is supported"
      case .wholeSubgraph:
        reason = unsupported.map { "\(graph.subgraph.operators[$0].label) is not supported" }
      }
      guard let reason else { continue }
      verdicts[index] = .blocked([BlockReason("folded", found: reason, rule.sources)])
    }
  }
}

/// An operator that reads or writes a variable.
private struct VariableUse {
  let handle: TensorIndex
  let value: TensorIndex

  init?(_ op: Operator) {
    guard let handle = op.inputs.first else { return nil }
    switch op.builtin {
    case .readVariable where !op.outputs.isEmpty: value = op.outputs[0]
    case .assignVariable where op.inputs.count > 1: value = op.inputs[1]
    default: return nil
    }
    self.handle = handle
  }
}
