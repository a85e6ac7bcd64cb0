internal import ModelFacts
public import ModelFormat

/// Which operators of a model run on a target, and why the others do not.
public struct Placement: Sendable {
  /// The target.
  public let profile: TargetProfile
  /// Every operator of every subgraph, in file order.
  public let operators: [PlacedOperator]
  /// How much of the model the target supports.
  public let coverage: Coverage
  /// The operators that make the target's compiler reject the whole model, so that nothing runs on the
  /// target; usually empty.
  public let rejections: [ModelRejection]

  /// Places a model on a target.
  ///
  /// The cost depends on the tables: weights are read only if their number alone could break a limit on their
  /// sum.
  public init(of model: Model, on profile: TargetProfile) {
    let sums = WeightSumMemo(model.file)
    var placed: [PlacedOperator] = []
    var coverage = Coverage()
    let judge = OperatorJudge(profile: profile)
    let outside = Set(
      model.buffers.enumerated().lazy.filter { $1.isOutsideTables }.map { UInt32($0.offset) })
    // One operator can decide for all, so all verdicts come before the first outcome.
    var judged: [(graph: GraphIndex, operators: [JudgedOperator])] = []
    for subgraph in model.subgraphs {
      let graph = GraphIndex(subgraph)
      let tensors = TensorFactsCache(graph, sums, outside: outside)
      judged.append((graph, SubgraphVerdicts(judge, graph, tensors).judged))
    }
    let rejections = judged.flatMap { graph, operators in
      operators.compactMap { $0.rejection(inSubgraph: graph.subgraph.index) }
    }
    for (graph, operators) in judged {
      let verdicts = operators.map { $0.verdict(inModelWith: rejections) }
      let segments = Segments(graph, verdicts, profile)
      var rules: FixRules?
      for facts in operators.lazy.map(\.facts) {
        let op = facts.op
        let outcome = segments.outcome(op.index, verdicts[op.index]) { reason in
          // Finding decomposed hard-swish costs a pass over the graph, and only blocked operators need it.
          let known = rules ?? FixRules(profile, graph)
          rules = known
          return known.fix(for: reason, of: facts)
        }
        coverage.add(outcome, macs: MultiplyAccumulates.count(of: op, in: graph))
        placed.append(
          PlacedOperator(
            subgraph: graph.subgraph.index, index: op.index, builtin: op.builtin,
            code: op.code, name: op.code.displayName, outcome: outcome,
            segment: segments.segment(op.index).map { coverage.segmentCount + $0 }))
      }
      coverage.add(segmentCount: segments.count)
    }
    self.profile = profile
    operators = placed
    self.coverage = coverage
    self.rejections = rejections
  }

  /// The operators that the target does not support.
  public var blocked: [PlacedOperator] {
    operators.filter { if case .blocked = $0.outcome { true } else { false } }
  }

  /// The operators that the target supports only if an unchecked limit holds.
  public var conditional: [PlacedOperator] {
    operators.filter { if case .conditional = $0.outcome { true } else { false } }
  }

  /// The operators whose support is unknown.
  public var unknown: [PlacedOperator] {
    operators.filter { if case .unknown = $0.outcome { true } else { false } }
  }
}
