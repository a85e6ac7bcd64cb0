internal import ModelFormat

/// Follows the operators of a subgraph in the order in which they run, and tells the segments that
/// a target takes.
struct Partition {
  private let takesOnlyFirst: Bool
  private let sources: [FactSource]
  private var isInside = false
  /// The operator that ended the first segment, and whether it is known not to be taken.
  private var end: (label: String, isBlocked: Bool)?
  /// True where the last operator began a segment.
  private(set) var startsSegment = false

  init(_ profile: TargetProfile) {
    takesOnlyFirst = profile.partitioning?.value == .firstSegmentOnly
    sources = profile.partitioning?.sources ?? []
  }

  /// Where the next operator runs.
  mutating func outcome(
    after verdict: OperatorJudge.Verdict, _ facts: OperatorFacts,
    mending: (BlockReason) -> Mending?
  ) -> PlacedOperator.Outcome {
    startsSegment = false
    switch verdict {
    case .mapped:
      if takesOnlyFirst, let end {
        let reason = BlockReason(
          "partition", found: "behind \(end.label), which is not taken",
          allowed: "the first segment only", sources)
        return end.isBlocked ? .blocked([reason]) : .unknown([reason])
      }
      startsSegment = !isInside
      isInside = true
      return .mapped
    case .blocked(let reasons):
      leave(facts, isBlocked: true)
      return .blocked(reasons.map { $0.mended(by: mending($0)) })
    case .unknown(let reasons):
      leave(facts, isBlocked: false)
      return .unknown(reasons)
    }
  }

  /// What comes before the first segment (the QUANTIZE of float inputs) ends nothing.
  private mutating func leave(_ facts: OperatorFacts, isBlocked: Bool) {
    if isInside, end == nil {
      end = ("operator \(facts.op.index) (\(facts.op.code.displayName))", isBlocked)
    } else if let known = end, isBlocked, !known.isBlocked {
      end = ("operator \(facts.op.index) (\(facts.op.code.displayName))", true)
    }
    isInside = false
  }
}
