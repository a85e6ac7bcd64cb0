internal import ModelFormat
internal import Rewriting
internal import Targeting

extension RewriteReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    let file = ((isWritten ? output : nil) ?? input).description.escapedForDisplay
    let name = text.style.bold(isWritten ? "wrote \(file):" : "\(file):")
    try text.prose("\(name) \(isWritten ? "" : "dry run, nothing written: ")\(answer)")
    var title: String?
    for group in groups {
      if group.title != title { try text.heading(group.title) }
      title = group.title
      try write(group, to: text)
    }
    try writeLeftAlone(to: text)
    for target in targets { try write(target, to: text) }
    try text.line()
    var errors: [(String, String)] = []
    if let errorsBefore, let errorsAfter, errorsBefore > 0 {
      errors = [("audit errors", "\(errorsBefore) -> \(errorsAfter), none new")]
    }
    try text.facts(
      [
        ("operators", "\(before.operators) -> \(after.operators)"),
        ("size", size),
      ] + errors)
  }

  private var size: String {
    let sizes = "\(before.bytes.asByteCount) -> \(after.bytes.asByteCount)"
    return steps.isEmpty && before.bytes != after.bytes
      ? "\(sizes): FlatBuffer re-serialized" : sizes
  }

  private var answer: String {
    guard !steps.isEmpty else { return "no changes" }
    let count = steps.count.counted("change")
    if let worst = maxErrorCodes {
      return "\(count), max change \(worst.asUpperFigure) \(worst.codes)"
    }
    let unbounded = steps.unboundedCount
    if unbounded > 0 {
      let known =
        steps.largestKnownChange
        .map { "max change \($0.asUpperFigure) \($0.codes); " } ?? ""
      return
        "\(count), \(known)\(unbounded == steps.count ? "" : "\(unbounded) of them ")not bounded"
    }
    let floats = steps.compactMap { step -> Double? in
      if case .float(let certificate) = step.certificate { certificate.maxAbsolute } else { nil }
    }
    return "\(count), max change of floats \((floats.max() ?? 0).asUpperFigure)"
  }

  /// Changes of one run of a pass with the same kind of proof.
  private struct Group {
    let title: String
    let kind: String
    var steps: [PassRunner.Step] = []
  }

  private var groups: [Group] {
    steps.reduce(into: []) { groups, step in
      let title = step.change.pass
      let kind = step.certificate.kind
      let first = (groups.lastIndex { $0.title != title } ?? -1) + 1
      let found = groups[first...].firstIndex { $0.kind == kind }
      if found == nil { groups.append(Group(title: title, kind: kind)) }
      groups[found ?? groups.count - 1].steps.append(step)
    }
  }

  private func write(_ group: Group, to text: TextWriter) throws {
    var table = TextTable(
      [
        .init(title: "subgraph", isRight: true, dropsOut: 1), .init(title: "#", isRight: true),
        .init(title: "strategy"), .init(title: "new operators", givesWay: 2),
      ]
        + Certificate.columns(of: group.kind) + [.init(title: "change", wraps: true)])
    let isNumbered = group.steps.contains { $0.change.subgraph != 0 }
    for step in group.steps {
      let change = step.change
      table.add(
        [
          .init(isNumbered ? "\(change.subgraph)" : ""),
          .init(change.op.map { "\($0)" } ?? ""), .init(change.strategy ?? ""),
          .init(change.operators.map(\.name).joined(separator: ", ")),
        ] + step.certificate.cells + [.init(step.words.escapedForDisplay)])
    }
    try text.table(table)
  }

  private func write(_ target: TargetRewrite, to text: TextWriter) throws {
    let id = target.before.profile.id.escapedForDisplay
    let counts = [target.before, target.after].map { $0.coverage.mappedCount }
    try text.heading(
      target.before.hasNoData && target.after.hasNoData
        ? "\(id): no data about operators, before or after"
        : "Operators supported by \(id): \(counts[0]) before, \(counts[1]) after")
    for refusal in target.refused {
      let where_ = refusal.error.place.description
      let place = where_.isEmpty ? "" : "\(where_): "
      try text.prose(
        "\(refusal.pass) failed: \(place)\(refusal.error.what.escapedForDisplay)", indent: 2)
    }
    for pass in target.rolledBack {
      try text.prose(
        "\(pass) was rolled back: it does not reduce the number of unsupported operators", indent: 2
      )
    }
    try text.placement(target.after)
  }

  private func writeLeftAlone(to text: TextWriter) throws {
    guard !leftAlone.isEmpty else { return }
    try text.heading("Not changed")
    var table = TextTable([
      .init(title: "pass"), .init(title: "subgraph", isRight: true, dropsOut: 1),
      .init(title: "#", isRight: true), .init(title: "reason", wraps: true),
    ])
    let isNumbered = leftAlone.contains { $0.what.subgraph != 0 }
    for left in leftAlone {
      table.add([
        .init(left.pass), .init(isNumbered ? "\(left.what.subgraph)" : ""),
        .init(left.what.op.map { "\($0)" } ?? ""), .init(left.what.reason.escapedForDisplay),
      ])
    }
    try text.table(table)
  }
}

extension PassRunner.Step {
  /// The change, and the remark of its certificate.
  fileprivate var words: String {
    certificate.remark.map { "\(change.detail); \($0)" } ?? change.detail
  }
}
