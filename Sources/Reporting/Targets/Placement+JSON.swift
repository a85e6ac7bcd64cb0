internal import ModelFormat
public import Targeting

// Where a model's operators run on a target, as a member of other documents.
extension JSONWriter {
  /// Writes a placement as an object: what `audit` has in its `targets`.
  ///
  /// At most `shown` operators are listed, of the blocked and of the unknown ones each.
  public func placement(_ placement: Placement, shown: Int = .max) throws {
    let coverage = placement.coverage
    try object {
      try member("target", placement.profile.id)
      try member("evidence", placement.profile.evidence.rawValue)
      try member("operators", coverage.operatorCount)
      try member("mapped", coverage.mappedCount)
      try member("conditional_count", coverage.conditionalCount)
      try member("segments", coverage.segmentCount)
      try member("macs", coverage.macs)
      try member("mapped_macs", coverage.mappedMacs)
      try member("rejects_model", !placement.rejections.isEmpty)
      try key("rejections")
      try array(of: placement.rejections.prefix(shown)) { try rejectionObject($0) }
      try key("blocked")
      try array(of: placement.blocked.prefix(shown)) { try operatorObject($0) }
      try key("conditional")
      try array(of: placement.conditional.prefix(shown)) { try operatorObject($0) }
      try key("unknown")
      try array(of: placement.unknown.prefix(shown)) { try operatorObject($0) }
    }
  }

  private func operatorObject(_ placed: PlacedOperator) throws {
    let reasons = placed.outcome.reasons
    try object {
      try member("subgraph", placed.subgraph)
      try member("operator", placed.index)
      try member("op", placed.code.name)
      try members(of: reasons)
    }
  }

  private func rejectionObject(_ rejection: ModelRejection) throws {
    try object {
      try member("subgraph", rejection.subgraph)
      try member("operator", rejection.index)
      try member("op", rejection.code.name)
      try members(of: rejection.reasons)
    }
  }

  private func members(of reasons: [BlockReason]) throws {
    try key("reasons")
    try array(of: reasons) { value($0.message) }
    try key("details")
    try array(of: reasons) { reason in
      try object {
        try member("kind", reason.kind)
        try member("found", reason.found)
        try member("allowed", reason.allowed.isEmpty ? nil : reason.allowed)
        try key("sources")
        try array(of: reason.sources) { value($0.text) }
        try member("fix", reason.fix?.option)
      }
    }
  }
}

extension PlacedOperator.Outcome {
  /// Why the operator is not mapped; empty if it is.
  public var reasons: [BlockReason] {
    switch self {
    case .mapped: []
    case .blocked(let reasons), .conditional(let reasons), .unknown(let reasons): reasons
    }
  }
}
