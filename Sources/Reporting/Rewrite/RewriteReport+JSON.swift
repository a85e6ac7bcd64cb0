internal import ModelFormat
internal import Rewriting
internal import Targeting

extension RewriteReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", input.description)
    try json.member("output_path", output?.description)
    try json.key("changes")
    try json.array(of: steps) { try write($0, to: json) }
    try json.key("left_alone")
    try json.array(of: leftAlone) { left in
      try json.object {
        try json.member("pass", left.pass)
        try json.member("subgraph", left.what.subgraph)
        try json.member("operator", left.what.op)
        try json.member("reason", left.what.reason)
      }
    }
    try json.key("targets")
    try json.array(of: targets) { try write($0, to: json) }
    try json.key("summary")
    try json.object {
      try json.member("changes", steps.count)
      try json.member("max_error_codes", figure: maxErrorCodes)
      try json.member("operators_before", before.operators)
      try json.member("operators_after", after.operators)
      try json.member("bytes_before", before.bytes)
      try json.member("bytes_after", after.bytes)
      try json.member("audit_errors_before", errorsBefore)
      try json.member("audit_errors_after", errorsAfter)
    }
  }

  private func write(_ target: TargetRewrite, to json: JSONWriter) throws {
    try json.object {
      try json.member("target", target.before.profile.id)
      try json.member("mapped_before", target.before.coverage.mappedCount)
      try json.member("mapped_after", target.after.coverage.mappedCount)
      try json.key("refused")
      try json.array(of: target.refused) { refusal in
        try json.object {
          try json.member("pass", refusal.pass)
          try json.member("reason", refusal.error.what)
        }
      }
      try json.key("rolled_back")
      try json.array(of: target.rolledBack) { json.value($0) }
      try json.key("placement")
      try json.placement(target.after)
    }
  }

  private func write(_ step: PassRunner.Step, to json: JSONWriter) throws {
    let change = step.change
    try json.object {
      try json.member("pass", change.pass)
      try json.member("strategy", change.strategy)
      try json.member("subgraph", change.subgraph)
      try json.member("operator", change.op)
      try json.key("operators")
      try json.array(of: change.operators) { json.value($0.name) }
      try json.member("detail", change.detail)
      try json.key("certificate")
      try json.object { try json.certificate(step.certificate, tables: tables) }
    }
  }
}

extension JSONWriter {
  /// Writes a signal-to-noise ratio: a number, or null if there is no noise.
  func member(_ name: String, decibels: Double?) throws {
    try member(name, figure: decibels.flatMap { $0.isFinite ? $0 : nil })
  }

  /// Writes a figure, without a decimal point if it is a whole number.
  func member(_ name: String, figure: Double?) throws {
    guard let figure else { return try member(name, nil as Int?) }
    if let whole = Int(exactly: figure) { return try member(name, whole) }
    try key(name)
    value(figure)
  }
}
