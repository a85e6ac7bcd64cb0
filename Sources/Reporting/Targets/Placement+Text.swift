internal import ModelFormat
public import Targeting

// Where a model's operators run on a target, for people.
extension TextWriter {
  /// Writes a placement: how much is mapped, then every operator that is not, with its reasons.
  public func placement(_ placement: Placement) throws {
    try prose(style.bold("\(placement.profile.id.escapedForDisplay):") + " " + placement.summary)
    for placed in placement.blocked { try write(placed, style.bad("blocked")) }
    for placed in placement.unknown { try write(placed, style.doubtful("unknown")) }
  }

  private func write(_ placed: PlacedOperator, _ verdict: String) throws {
    let place = placed.subgraph == 0 ? "\(placed.index)" : "\(placed.subgraph):\(placed.index)"
    try line("  \(place) \(placed.name) \(verdict)")
    for reason in placed.outcome.reasons {
      let sources = reason.sources.isEmpty ? "" : " " + reason.sources.keysText
      let fix = reason.mending.map { "; \($0.option) would mend it" } ?? ""
      try prose(
        "\(reason.message)\(fix)\(sources)".escapedForDisplay, indent: 6, firstMargin: "    - ")
    }
  }
}

extension Placement {
  /// `118 of 127 operators in 3 segments, 99.1 % of the multiply-accumulates (declared)`.
  public var summary: String {
    var words =
      "\(coverage.mappedCount) of \(coverage.operatorCount.counted("operator")) mapped in "
      + coverage.segmentCount.counted("segment")
    if let share = coverage.macShare {
      // A tenth of a percent, rounded down, so that 100 means all.
      let tenths = Int(share * 1_000)
      words += ", \(tenths / 10).\(tenths % 10) % of the multiply-accumulates"
    }
    if coverage.unknownCount > 0 { words += ", \(coverage.unknownCount) unknown" }
    return words + " (\(profile.evidence.rawValue))"
  }
}
