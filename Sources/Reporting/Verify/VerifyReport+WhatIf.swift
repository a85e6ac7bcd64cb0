internal import ModelFormat
internal import Rewriting
internal import Verifying

extension VerifyReport {
  /// Writes how the outputs change with wider operators.
  func write(_ whatIf: WhatIf, to text: TextWriter) throws {
    try text.heading("What if: \(words(about: whatIf.widened))")
    var table = TextTable([
      .init(title: "output", givesWay: 1, cut: .middle), .init(title: ""),
      .init(title: "SQNR dB", isRight: true), .init(title: "max codes", isRight: true),
      .init(title: "max abs", isRight: true), .init(title: "1 - cosine", isRight: true),
    ])
    for (before, after) in zip(verification.outputs, whatIf.outputs) {
      for (name, word, difference) in [
        (before.pair.name, "before", before), ("", "after", after),
      ] {
        let figures = difference.figures
        table.add([
          .init(name.escapedForDisplay), .init(word), .init(figures?.ratioText ?? "-"),
          .init(figures?.maxCodes?.asFigure ?? "-"), .init(figures?.maxAbs.asFigure ?? "-"),
          .init(figures?.cosineText ?? "-"),
        ])
      }
    }
    try text.table(table)
    if let before = verification.accuracy, let after = whatIf.accuracy {
      try text.line(
        "  accuracy of the candidate: before \(before.percentOfB) (\(before.correctCounts.b) of \(before.sampleCount)), "
          + "after \(after.percentOfB) (\(after.correctCounts.b) of \(after.sampleCount))")
    }
    guard !whatIf.leftAlone.isEmpty else { return }
    try text.heading("Not widened: \(whatIf.leftAlone.count.counted("operator"))")
    try text.table(reasons(whatIf.leftAlone))
  }

  /// A row for each kind of operator and reason, in the order of the first such operator.
  private func reasons(_ leftAlone: [(op: Operator, reason: String)]) -> TextTable {
    var table = TextTable([
      .init(title: "operators", wraps: true), .init(title: "reason", wraps: true),
    ])
    var groups: [[String]: [String]] = [:]
    var order: [[String]] = []
    for one in leftAlone {
      let key = [one.op.code.displayName, one.reason]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append("\(one.op.index)")
    }
    for key in order {
      table.add([.init("\(key[0]) \(Self.listed(groups[key] ?? []))"), .init(key[1])])
    }
    return table
  }

  /// At most twelve of them.
  private static func listed(_ indices: [String]) -> String {
    indices.prefix(12).joined(separator: ", ") + (indices.count > 12 ? ", ..." : "")
  }

  /// `2 operators ran in float: 3, 27`.
  private func words(about widened: [(op: Operator, type: WiderType)]) -> String {
    WiderType.allCases.compactMap { type in
      let operators = widened.filter { $0.type == type }.map { "\($0.op.index)" }
      guard !operators.isEmpty else { return nil }
      return "\(operators.count == 1 ? "operator" : "operators") \(Self.listed(operators)) "
        + "in \(type.rawValue)"
    }.joined(separator: ", ")
  }
}
