internal import ModelFormat
internal import QuantMath
public import Targeting

// Where a model's operators run on a target, for people.
extension TextWriter {
  /// Writes a placement: a summary, then every operator that is not supported, with its reasons.
  public func placement(_ placement: Placement) throws {
    try prose(style.bold("\(placement.profile.id.escapedForDisplay):") + " " + placement.summary)
    for rejection in placement.rejections {
      try line("  \(style.bad("rejects the whole model")) because of \(rejection.label)")
      try write(rejection.reasons)
    }
    try write(placement.blocked, style.bad("unsupported"))
    try write(placement.conditional, style.doubtful("conditional"))
    try write(placement.unknown, style.doubtful("unknown"))
  }

  /// Operators after the only segment that a target maps are summarized in one line.
  private func write(_ operators: [PlacedOperator], _ verdict: String) throws {
    var rest = operators[...]
    while let first = rest.first {
      let run = rest.prefix { $0.isBehind(first) }
      rest = rest.dropFirst(max(1, run.count))
      guard let last = run.last, run.count > 1 else {
        try write(first, verdict)
        continue
      }
      try line("  \(first.column) to \(last.column) (\(run.count) operators) \(verdict)")
      try write(first.outcome.reasons)
    }
  }

  private func write(_ placed: PlacedOperator, _ verdict: String) throws {
    try line("  \(placed.column) \(placed.name) \(verdict)")
    try write(placed.outcome.reasons)
  }

  private func write(_ reasons: [BlockReason]) throws {
    for reason in reasons {
      let sources = reason.sources.isEmpty ? "" : " " + reason.sources.keysText
      let fix = reason.fix.map { "; fix: \($0.option)" } ?? ""
      try prose(
        "\(reason.message)\(fix)\(sources)".escapedForDisplay, indent: 6, firstMargin: "    - ")
    }
  }
}

extension PlacedOperator {
  fileprivate var column: String { Place.column(operator: index, subgraph: subgraph) }

  /// True if both are after the only segment that a target maps, or in a model that it rejects, for
  /// the same reason.
  fileprivate func isBehind(_ other: PlacedOperator) -> Bool {
    let (mine, theirs) = (outcome.reasons, other.outcome.reasons)
    return subgraph == other.subgraph && [["partition"], ["model"]].contains(mine.map(\.kind))
      && mine.map(\.message) == theirs.map(\.message)
  }
}

extension Placement {
  /// `118 of 127 operators in 3 segments, 99.1 % of the multiply-accumulates (declared)`.
  public var summary: String {
    var words =
      (rejections.isEmpty ? "" : "rejects the model; ")
      + "\(coverage.mappedCount) of \(coverage.operatorCount.counted("operator")) supported, in "
      + coverage.segmentCount.counted("segment")
    if let share = coverage.macShare {
      // A tenth of a percent, rounded down, so that 100 means all.
      let tenths = Int(saturating: share * 1_000)
      words += ", \(tenths / 10).\(tenths % 10) % of the multiply-accumulates"
    }
    if coverage.conditionalCount > 0 { words += ", \(coverage.conditionalCount) conditional" }
    if coverage.unknownCount > 0 { words += ", \(coverage.unknownCount) unknown" }
    return words + " (\(profile.evidence.rawValue))"
  }
}
