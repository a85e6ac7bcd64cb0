internal import Auditing
internal import ModelFacts
internal import ModelFormat
internal import QuantMath
internal import Reporting
internal import Targeting

extension ModelPage {
  // What each part may have, so that all of them stay below 60 lines.
  private static let mostRules = 9
  private static let mostSites = 10
  private static let mostTargets = 7

  /// The summary for a pull request, in Markdown: at most 60 lines.
  package var markdown: String {
    var lines = heading + figures + rules + sites + targets
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    let names = ([picture] + [change?.after].compactMap(\.self)).map {
      $0.path.fileName.beginning(of: 80).escapedForMarkdown
    }
    let answer = HardSwishAnswer(picture.survey)
    return ["## \(names.joined(separator: " → "))", ""]
      + (change.map { [$0.summary] } ?? ["**\(answer.word).** \(answer.sentence)"]) + [""]
  }

  /// Both models side by side, or one alone.
  private var figures: [String] {
    guard let change else {
      let rows = ChangeFigures(picture, picture).rows
      return ["| metric | value |", "|---|---|"] + rows.map { "| \($0.name) | \($0.before) |" } + [
        ""
      ]
    }
    let rows = ChangeFigures(picture, change.after).rows
    let shown = rows.prefix(Self.mostTargets + 10)
    return ["| metric | before | after |", "|---|---|---|"]
      + shown.map { "| \($0.name.escapedForMarkdown) | \($0.before) | \($0.after) |" }
      + rest(rows.count - shown.count, "targets whose coverage changes")
  }

  /// Findings, a row for each rule and severity.
  private var rules: [String] {
    let findings = (change?.after ?? picture).audit.findings
    var rows: [(severity: Severity, rule: RuleInfo, count: Int)] = []
    for finding in findings {
      let known = rows.firstIndex {
        $0.severity == finding.severity && $0.rule.id == finding.rule.id
      }
      if let known {
        rows[known].count += 1
      } else {
        rows.append((finding.severity, finding.rule, 1))
      }
    }
    guard !rows.isEmpty else { return [] }
    return ["| findings | severity | rule | |", "|---:|---|---|---|"]
      + rows.prefix(Self.mostRules).map {
        "| \($0.count) | \($0.severity.rawValue) | \($0.rule.id) \($0.rule.name) "
          + "| \($0.rule.summary.escapedForMarkdown) |"
      } + rest(rows.count - Self.mostRules, "rules")
  }

  private var sites: [String] {
    let entries = picture.survey.entries
    guard !entries.isEmpty else { return [] }
    let changed = change?.sites ?? [:]
    var rows = entries.enumerated().filter { change == nil || changed[$0.offset] != nil }
    // The worst first.
    rows.sort {
      ($0.element.verdict.answer.rank, $0.offset) < ($1.element.verdict.answer.rank, $1.offset)
    }
    guard !rows.isEmpty else { return [] }
    let title = change == nil ? "error in codes" : "after the rewrite"
    return ["| HARD_SWISH | verdict | producer | \(title) |", "|---:|---|---|---|"]
      + rows.prefix(Self.mostSites).map { position, entry in
        let site = entry.site
        let error =
          entry.arithmetic.analysis?.maxErrorCodes.map { $0 == 0 ? "0" : "at most \($0)" } ?? ""
        return
          "| \(Place.column(operator: site.op.index, subgraph: site.subgraph.index)) "
          + "| \(entry.verdict.answer.words) | \(site.producerText.escapedForMarkdown) "
          + "| \(changed[position]?.summary ?? error) |"
      } + rest(rows.count - Self.mostSites, "HARD_SWISH")
  }

  private var targets: [String] {
    // With two models, the figures have them side by side.
    guard change == nil, !picture.placements.isEmpty else { return [] }
    let ranked = picture.rankedPlacements
    return ["| target | operators supported |", "|---|---|"]
      + ranked.prefix(Self.mostTargets).map {
        "| \($0.placement.profile.id.escapedForMarkdown) | \($0.placement.shareText) |"
      } + rest(ranked.count - Self.mostTargets, "targets")
  }

  /// The line after a table that was cut, and an empty one.
  private func rest(_ count: Int, _ what: String) -> [String] {
    count > 0 ? ["", "And \(count.withSeparators) more \(what).", ""] : [""]
  }
}

extension HardSwishVerdict.Answer {
  /// 0 for the worst.
  fileprivate var rank: Int {
    switch self {
    case .refuted: 0
    case .notApplicable: 1
    case .notQuantized: 2
    case .confirmedPerTensorWeights: 3
    case .confirmed: 4
    }
  }
}
