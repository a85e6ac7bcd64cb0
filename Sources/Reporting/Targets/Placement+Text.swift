internal import ModelFormat
internal import QuantMath
public import Targeting

// Where a model's operators run on a target, for people.
extension TextWriter {
  /// Writes a placement: a summary, then why operators are not supported, each reason once with all
  /// operators that it holds for.
  public func placement(_ placement: Placement) throws {
    try prose(style.bold("\(placement.profile.id.escapedForDisplay):") + " " + placement.summary)
    try reasons(of: placement)
  }

  /// Writes why operators are not supported, each reason once with all operators that it holds for.
  func reasons(of placement: Placement) throws {
    let rejections = placement.rejections.map {
      (
        ReasonGroup.Member(subgraph: $0.subgraph, index: $0.index, name: $0.name), $0.reasons
      )
    }
    for group in ReasonGroup.all(of: rejections) {
      try write(group, "\(style.bad("rejects the whole model")) because of \(group.operatorsText)")
    }
    for (operators, verdict) in [
      (placement.blocked, style.bad("unsupported")),
      (placement.conditional, style.doubtful("conditional")),
      (placement.unknown, style.doubtful("unknown")),
    ] {
      for group in ReasonGroup.all(of: Placement.members(operators)) {
        try write(group, "\(group.operatorsText) \(verdict)")
      }
    }
  }

  private func write(_ group: ReasonGroup, _ words: String) throws {
    try prose(words, indent: 4, firstMargin: "  ")
    let reason = group.reason
    let sources = reason.sources.isEmpty ? "" : " " + reason.sources.keysText
    let fix = reason.fix.map { "; fix: \($0.option)" } ?? ""
    let example = group.isSame ? "" : "for example, "
    try prose(
      "\(example)\(group.message)\(fix)\(sources)".escapedForDisplay, indent: 6,
      firstMargin: "    - ")
  }
}

extension Placement {
  /// True if nothing is known about any operator of the model.
  var hasNoData: Bool {
    coverage.operatorCount > 0 && coverage.unknownCount == coverage.operatorCount
  }

  /// `118 of 127 operators in 3 segments, 99.1% of the multiply-accumulates (declared)`.
  public var summary: String {
    guard !hasNoData else { return "no data about operators (\(profile.evidence.rawValue))" }
    var words =
      (rejections.isEmpty ? "" : "rejects the model; ")
      + "\(coverage.mappedCount) of \(coverage.operatorCount.counted("operator")) supported"
    if coverage.mappedCount > 0 {
      words += ", in \(coverage.segmentCount.counted("segment"))"
      if let share = coverage.macShareText { words += ", \(share) of the multiply-accumulates" }
    }
    if coverage.conditionalCount > 0 { words += ", \(coverage.conditionalCount) conditional" }
    if coverage.unknownCount > 0 { words += ", \(coverage.unknownCount) unknown" }
    return words + " (\(profile.evidence.rawValue))"
  }

  /// The first operator that is not supported for sure, and its first reason; nil if all are.
  var firstObstacle: String? {
    if let rejection = rejections.first {
      return "rejects the model: \(rejection.label): \(rejection.reasons.first?.message ?? "")"
    }
    guard let first = operators.first(where: { !$0.outcome.reasons.isEmpty }),
      let reason = first.outcome.reasons.first
    else { return nil }
    let place = Place.column(operator: first.index, subgraph: first.subgraph)
    return "\(place) \(first.name): \(reason.message)"
  }
}

extension Coverage {
  /// `99.1%`, rounded down, so that 100 means all; nil for a model without matrix operators.
  var macShareText: String? {
    macShare.map { share in
      let tenths = Int(saturating: share * 1_000)
      return "\(tenths / 10).\(tenths % 10)%"
    }
  }
}
