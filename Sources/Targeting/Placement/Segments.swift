internal import ModelFacts
internal import ModelFormat

/// The segments of a subgraph that run on a target.
struct Segments {
  private let partition: Partition
  /// The number of each part's segment; nil for a part that does not run on the target.
  private let numbers: [Int?]
  /// Operators outside the only segment that the target runs, with the reason.
  private let behind: [Int: OperatorJudge.Verdict]
  /// How many there are.
  let count: Int

  init(_ graph: GraphIndex, _ verdicts: [OperatorJudge.Verdict], _ profile: TargetProfile) {
    let takesOne = profile.partitioning?.value == .firstSegmentOnly
    // A conditionally supported operator is in a segment if the condition holds; if it would decide for all
    // that follows, only certain support counts.
    partition = Partition(
      graph, supported: verdicts.map { $0.isMapped || $0.isConditional && !takesOne })
    let largest =
      profile.partitioning?.value == .largestSegment ? Self.largestPart(partition) : nil
    var numbers: [Int?] = []
    var count = 0
    for (part, isOnTarget) in partition.isOnTarget.enumerated() {
      let isTaken = isOnTarget && (count == 0 || !takesOne) && part == largest ?? part
      numbers.append(isTaken ? count : nil)
      if isTaken { count += 1 }
    }
    self.numbers = numbers
    self.count = count
    let sources = profile.partitioning?.sources ?? []
    if let largest {
      behind = Self.outside(largest, verdicts, partition, sources)
    } else {
      behind = takesOne && count == 1 ? Self.behind(graph, verdicts, partition, sources) : [:]
    }
  }

  /// The part on the target with the most operators, the first of several; nil if there is none.
  private static func largestPart(_ partition: Partition) -> Int? {
    var sizes = [Int](repeating: 0, count: partition.isOnTarget.count)
    for part in partition.parts { sizes[part] += 1 }
    let onTarget = sizes.indices.filter { partition.isOnTarget[$0] }
    return onTarget.max { sizes[$0] < sizes[$1] || sizes[$0] == sizes[$1] && $0 > $1 }
  }

  /// The operators that could run on the target and are not in its one segment.
  private static func outside(
    _ largest: Int, _ verdicts: [OperatorJudge.Verdict], _ partition: Partition,
    _ sources: [FactSource]
  ) -> [Int: OperatorJudge.Verdict] {
    let count = partition.parts.count { $0 == largest }
    let reason = BlockReason(
      "partition", found: "in a smaller segment",
      allowed: "only the segment with the most operators, \(count)", sources)
    var outside: [Int: OperatorJudge.Verdict] = [:]
    for (index, part) in partition.parts.enumerated()
    where part != largest && partition.isOnTarget[part] { outside[index] = .blocked([reason]) }
    return outside
  }

  /// The segment of an operator, numbered from 0 in the subgraph.
  func segment(_ index: Int) -> Int? { numbers[partition.parts[index]] }

  /// Where an operator runs.
  func outcome(
    _ index: Int, _ verdict: OperatorJudge.Verdict, fix: (BlockReason) -> SuggestedFix?
  ) -> PlacedOperator.Outcome {
    switch behind[index] ?? verdict {
    case .mapped: .mapped
    case .blocked(let reasons):
      .blocked(behind[index] == nil ? reasons.map { $0.with(fix: fix($0)) } : reasons)
    case .conditional(let reasons): .conditional(reasons)
    case .unknown(let reasons): .unknown(reasons)
    }
  }

  /// The operators that could run on the target and come after the first segment, each with the
  /// unsupported operator that it waits for.
  ///
  /// Operators before the first segment (the QUANTIZE of float inputs) do not end it.
  private static func behind(
    _ graph: GraphIndex, _ verdicts: [OperatorJudge.Verdict], _ partition: Partition,
    _ sources: [FactSource]
  ) -> [Int: OperatorJudge.Verdict] {
    guard let first = partition.isOnTarget.firstIndex(of: true) else { return [:] }
    let order = verdicts.indices.sorted {
      (partition.parts[$0], $0) < (partition.parts[$1], $1)
    }
    guard let fallback = order.first(where: { partition.parts[$0] == first + 1 }) else {
      return [:]
    }
    // The operator that each tensor waits for; the least likely supported one is kept.
    var barriers = [Int?](repeating: nil, count: graph.subgraph.tensors.count)
    var behind: [Int: OperatorJudge.Verdict] = [:]
    for index in order where partition.parts[index] > first {
      let op = graph.subgraph.operators[index]
      var barrier: Int?
      for input in op.inputs where !input.isAbsent {
        guard let candidate = barriers[input.position] else { continue }
        if barrier.map({ verdicts[$0].doubt < verdicts[candidate].doubt }) ?? true {
          barrier = candidate
        }
      }
      if !verdicts[index].isMapped,
        barrier.map({ verdicts[$0].doubt < verdicts[index].doubt }) ?? true
      {
        barrier = index
      }
      for output in op.outputs where !output.isAbsent { barriers[output.position] = barrier }
      guard verdicts[index].isMapped || verdicts[index].isConditional, barrier != index else {
        continue
      }
      let end = barrier ?? fallback
      let reason = BlockReason(
        "partition",
        found: "after \(verdicts[end].isConditional ? "conditional" : "unsupported") "
          + graph.subgraph.operators[end].label,
        allowed: "only the first segment", sources)
      behind[index] =
        switch verdicts[end] {
        case .blocked: .blocked([reason])
        case .unknown, .mapped: .unknown([reason])
        case .conditional: .conditional([reason] + verdicts[index].conditions)
        }
    }
    return behind
  }
}

extension OperatorJudge.Verdict {
  var isMapped: Bool { if case .mapped = self { true } else { false } }
  /// True if the target supports it, possibly on a condition.
  var maybeMapped: Bool { isMapped || isConditional }
  var isConditional: Bool { if case .conditional = self { true } else { false } }

  var conditions: [BlockReason] {
    if case .conditional(let reasons) = self { reasons } else { [] }
  }

  /// How doubtful it is that the target supports the operator.
  fileprivate var doubt: Int {
    switch self {
    case .mapped: 0
    case .conditional: 1
    case .unknown: 2
    case .blocked: 3
    }
  }
}
