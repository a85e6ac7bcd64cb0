internal import ModelFormat
internal import Rewriting
internal import Targeting

extension TargetsReport {
  /// Writes the form for the documentation: a table of all, then each with its operators.
  public func writeMarkdown(to output: OutputBuffer) throws {
    var lines = [
      "| target | name | kind | evidence | supported | unsupported | others |",
      "|---|---|---|---|---|---|---|",
    ]
    for profile in profiles {
      lines.append(
        "| [`\(profile.id)`](#\(profile.id)) | \(profile.name.inCell) | \(profile.kind.rawValue) | "
          + "\(profile.evidence.rawValue) | \(profile.supportedCount) | "
          + "\(profile.unsupportedCount) | \(profile.othersText) |")
    }
    for profile in profiles where isFull { lines += section(profile) }
    for line in lines {
      output.append(line + "\n")
      try output.flushIfLarge()
    }
  }

  private func section(_ profile: TargetProfile) -> [String] {
    var lines = ["", "### \(profile.id)", "", profile.name.inCell + ".", ""]
    if let memory = profile.memory {
      lines += ["Has \(memory.value.words) \(memory.sources.keysText).", ""]
    }
    if let partitioning = profile.partitioning {
      lines += ["Maps \(partitioning.value.words) \(partitioning.sources.keysText).", ""]
    }
    let splits = profile.hardSwishStrategies(for: .int8).map { "`\($0.rawValue)`" }
    if !splits.isEmpty {
      lines += [
        "INT8 HARD_SWISH can be split with the strategies \(splits.joined(separator: ", ")).", "",
      ]
    }
    lines += profile.sources.map { "- **\($0.key)** \($0.text.inCell)" }
    if !profile.remarks.isEmpty {
      lines += [""] + profile.remarks.map { "- \($0.text.inCell) \($0.sources.keysText)" }
    }
    if !profile.folded.isEmpty {
      lines += ["", "Folded before the first run:", ""]
      lines += profile.folded.map { "- \($0.description) \($0.sources.keysText)" }
    }
    lines += ["", "| operator | supported | limits |", "|---|---|---|"]
    if !profile.everyOperator.isEmpty {
      lines.append("| every operator | | \(profile.everyOperator.cell) |")
    }
    for entry in profile.operators + profile.customOperators {
      var facts: [String] = []
      if let weights = entry.perChannelWeights {
        let words = weights.value ? "weights may be per-channel" : "weights must be per-tensor"
        facts.append("\(words) \(weights.sources.keysText)")
      }
      if let since = entry.since {
        facts.append("from version \(since.value) \(since.sources.keysText)")
      }
      facts += entry.limits.map { "\($0.description) \($0.sources.keysText)" }
      facts += entry.unchecked.map { "*not checked:* \($0.description) \($0.sources.keysText)" }
      facts += entry.remarks.map { "\($0.text) \($0.sources.keysText)" }
      if let note = entry.note { facts.append(note) }
      lines.append(
        "| \(entry.customCode == nil ? "" : "custom ")`\(entry.shownName.inCell)` | \(entry.isSupported ? "yes" : "no") "
          + "\(entry.sources.keysText) | \(facts.map(\.inCell).joined(separator: "<br>")) |")
    }
    return lines
  }
}

extension TargetProfile.Partitioning {
  fileprivate var words: String {
    switch self {
    case .everySegment: "every run of supported operators"
    case .largestSegment: "only the segment with the most operators"
    case .firstSegmentOnly: "only the first run of supported operators"
    }
  }
}

extension [Limit] {
  fileprivate var cell: String {
    map { "\($0.description) \($0.sources.keysText)".inCell }.joined(separator: "<br>")
  }
}

extension String {
  /// The text so that it stays in its cell, and is not taken for HTML.
  var inCell: String {
    escapedForDisplay.map {
      switch $0 {
      case "|": "\\|"
      case "<": "&lt;"
      case ">": "&gt;"
      case let character: String(character)
      }
    }.joined()
  }
}
