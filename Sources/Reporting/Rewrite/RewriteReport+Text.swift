internal import ModelFormat
internal import Rewriting
internal import Targeting

extension RewriteReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    let name = text.style.bold("\(output.description.escapedForDisplay):")
    let deed = isWritten ? "written" : "not written, as this is a rehearsal"
    try text.prose("\(name) \(deed); \(answer) \(input.description.escapedForDisplay)")
    for group in groups { try write(group, to: text) }
    try writeLeftAlone(to: text)
    for target in targets { try write(target, to: text) }
    try text.line()
    try text.facts([
      ("operators", "\(before.operators) -> \(after.operators)"),
      ("size", "\(before.bytes.asByteCount) -> \(after.bytes.asByteCount)"),
    ])
  }

  private var answer: String {
    guard !steps.isEmpty else { return "no change to" }
    let count = steps.count.counted("change")
    let hasCodes = steps.contains { if case .codes = $0.certificate { true } else { false } }
    guard hasCodes else { return "\(count) to" }
    let worst = steps.compactMap(\.certificate.worstOfAllPaths).max() ?? 0
    let moves = steps.count == 1 ? "moves" : "move"
    return worst == 0
      ? "\(count), which \(moves) no code, to"
      : "\(count), which \(moves) no code by more than \(worst.asFigure), to"
  }

  /// Changes that follow each other, of one pass and with one kind of proof.
  private struct Group {
    let title: String
    let kind: String
    var steps: [PassRunner.Step] = []
  }

  private var groups: [Group] {
    steps.reduce(into: []) { groups, step in
      let title = step.change.pass
      let kind = step.certificate.kind
      if groups.last?.title != title || groups.last?.kind != kind {
        groups.append(Group(title: title, kind: kind))
      }
      groups[groups.count - 1].steps.append(step)
    }
  }

  private func write(_ group: Group, to text: TextWriter) throws {
    try text.heading(group.title)
    var table = TextTable(
      [
        .init(title: "subgraph", isRight: true, dropsOut: 1), .init(title: "#", isRight: true),
        .init(title: "strategy"), .init(title: "now", givesWay: 2),
      ]
        + Self.columns(of: group.kind) + [.init(title: "", givesWay: 1)])
    for step in group.steps {
      let change = step.change
      table.add(
        [
          .init(change.subgraph == 0 ? "" : "\(change.subgraph)"),
          .init(change.op.map { "\($0)" } ?? ""), .init(change.strategy ?? ""),
          .init(change.operators.map(\.name).joined(separator: ", ")),
        ] + Self.cells(of: step.certificate) + [.init(change.detail.escapedForDisplay)])
    }
    try text.table(table)
  }

  private static func columns(of kind: String) -> [TextTable.Column] {
    let titles: [String] =
      switch kind {
      case "codes": ["moves by", "mean", "changed", "off real", "x86 moves by"]
      case "float": ["moves by", "relative"]
      case "weights": ["SNR dB", "worst dB", "in channel", "moves by"]
      default: []
      }
    return titles.map { .init(title: $0, isRight: true) }
  }

  private static func cells(of certificate: Certificate) -> [TextTable.Cell] {
    switch certificate {
    case .codes(let certificate):
      let figures = certificate.reference
      return [
        .init(figures.maxErrorCodes.asFigure), .init(figures.meanErrorCodes.asFigure),
        "\(figures.codesChanged)", .init(figures.maxErrorCodesVsReal.map { "\($0)" } ?? ""),
        .init(certificate.defaultPath?.maxErrorCodes.asFigure ?? "not modelled"),
      ]
    case .exact: return []
    case .float(let certificate):
      return [.init(certificate.maxAbsolute.asFigure), .init(certificate.maxRelative.asFigure)]
    case .weights(let certificate):
      return [
        .init(certificate.signalToNoise.asDecibels),
        .init(certificate.worstSignalToNoise?.asDecibels ?? ""),
        .init(certificate.worstChannel.map { "\($0)" } ?? ""),
        .init(certificate.maxAbsolute.asFigure),
      ]
    }
  }

  private func write(_ target: TargetRewrite, to text: TextWriter) throws {
    let id = target.before.profile.id.escapedForDisplay
    let counts = [target.before, target.after].map { $0.coverage.mappedCount }
    try text.heading("On \(id), \(counts[0]) operators before and \(counts[1]) now")
    for refusal in target.refused {
      try text.prose(
        "\(refusal.pass) could not be run: \(refusal.error.what.escapedForDisplay)", indent: 2)
    }
    for pass in target.rolledBack {
      try text.prose("\(pass) was rolled back: the target takes no more after it", indent: 2)
    }
    try text.placement(target.after)
  }

  private func writeLeftAlone(to text: TextWriter) throws {
    guard !leftAlone.isEmpty else { return }
    try text.heading("Left alone")
    var table = TextTable([
      .init(title: "pass"), .init(title: "subgraph", isRight: true, dropsOut: 1),
      .init(title: "#", isRight: true), .init(title: "because", givesWay: 1),
    ])
    for left in leftAlone {
      table.add([
        .init(left.pass), .init(left.what.subgraph == 0 ? "" : "\(left.what.subgraph)"),
        .init(left.what.op.map { "\($0)" } ?? ""), .init(left.what.reason.escapedForDisplay),
      ])
    }
    try text.table(table)
  }
}

extension Certificate {
  /// The kind's name in the JSON form.
  fileprivate var kind: String {
    switch self {
    case .codes: "codes"
    case .exact: "exact"
    case .float: "float"
    case .weights: "weights"
    }
  }
}

extension Double {
  fileprivate var asDecibels: String { isInfinite ? "exact" : asFigure }
}
