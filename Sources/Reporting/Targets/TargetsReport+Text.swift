internal import ModelFormat
internal import Rewriting
internal import Targeting

extension TargetsReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    guard isFull else { return try writeList(to: text) }
    for (position, profile) in profiles.enumerated() {
      if position > 0 { try text.line() }
      try write(profile, to: text)
    }
  }

  private func writeList(to text: TextWriter) throws {
    try text.prose(
      text.style.bold(profiles.count.counted("target") + ":")
        + " `others` is the status of operators that the sources do not mention; "
        + "`tflens targets NAME` lists all limits with their sources")
    try text.line()
    var table = TextTable([
      .init(title: "target"), .init(title: "kind", dropsOut: 3),
      .init(title: "evidence", dropsOut: 2),
      .init(title: "supported", isRight: true),
      .init(title: "unsupported", isRight: true, dropsOut: 1),
      .init(title: "others"), .init(title: "name", wraps: true),
    ])
    for profile in profiles {
      table.add([
        .init(profile.id.escapedForDisplay), .init(profile.kind.rawValue),
        .init(profile.evidence.rawValue), "\(profile.supportedCount)",
        "\(profile.unsupportedCount)", .init(profile.othersText),
        .init(profile.name.escapedForDisplay),
      ])
    }
    try text.table(table)
  }

  private func write(_ profile: TargetProfile, to text: TextWriter) throws {
    let counts =
      "\(profile.supportedCount.counted("operator")) supported, \(profile.unsupportedCount) "
      + "unsupported; all others: \(profile.othersText)"
    try text.prose(
      text.style.bold("\(profile.id.escapedForDisplay):")
        + " \(profile.name.escapedForDisplay); \(counts)")
    var facts = [
      (name: "kind", value: profile.kind.rawValue),
      (name: "evidence", value: profile.evidence.rawValue),
    ]
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { facts.append((name, value.escapedForDisplay)) }
    }
    add("aliases", profile.aliases.joined(separator: ", "))
    add("compiler", profile.compiler)
    add("version", profile.version?.description)
    add("memory", profile.memory.map { "\($0.value.words) \($0.sources.keysText)" })
    add("partitioning", profile.partitioning.map { "\($0.value.rawValue) \($0.sources.keysText)" })
    for type in [ElementType.int8, .uint8, .float32] {
      let strategies = profile.hardSwishStrategies(for: type).map(\.rawValue)
      add(
        "splits",
        strategies.isEmpty
          ? nil : "of HARD_SWISH in \(type.name): \(strategies.joined(separator: ", "))")
    }
    try text.facts(facts)
    try text.heading("Sources")
    try text.facts(
      profile.sources.map { ($0.key.escapedForDisplay, $0.text.escapedForDisplay) })
    if !profile.remarks.isEmpty {
      try text.heading("Remarks")
      for remark in profile.remarks { try text.item(remark.text, remark.sources) }
    }
    if !profile.everyOperator.isEmpty {
      try text.heading("Every operator")
      for limit in profile.everyOperator { try text.item(limit.description, limit.sources) }
    }
    if !profile.folded.isEmpty {
      try text.heading("Folded before the first run")
      for folded in profile.folded { try text.item(folded.description, folded.sources) }
    }
    try text.heading("Operators")
    for entry in profile.operators { try write(entry, to: text) }
    if !profile.customOperators.isEmpty {
      try text.heading("Custom operators")
      for entry in profile.customOperators { try write(entry, to: text) }
    }
  }

  private func write(_ entry: OperatorSupport, to text: TextWriter) throws {
    let note = entry.note.map { ": \($0.escapedForDisplay)" } ?? ""
    let verdict =
      entry.isSupported ? text.style.good("supported") : text.style.bad("unsupported") + note
    try text.line(
      "  \(text.style.bold(entry.shownName)) \(verdict) "
        + text.style.faint(entry.sources.keysText.escapedForDisplay))
    if let weights = entry.perChannelWeights {
      try text.item(
        weights.value ? "weights may be per-channel" : "weights must be per-tensor",
        weights.sources, indent: 4)
    }
    if let since = entry.since {
      try text.item("from version \(since.value)", since.sources, indent: 4)
    }
    for limit in entry.limits { try text.item(limit.description, limit.sources, indent: 4) }
    for limit in entry.unchecked {
      try text.item("not checked: \(limit.description)", limit.sources, indent: 4)
    }
    for remark in entry.remarks { try text.item(remark.text, remark.sources, indent: 4) }
  }
}

extension OperatorSupport {
  /// The operator's name, a custom operator's own.
  var shownName: String { customCode?.escapedForDisplay ?? builtin.name }
}

extension TargetProfile {
  /// The support of operators that are not listed.
  var othersText: String { othersUnsupported == nil ? "unknown" : "unsupported" }
}

extension TextWriter {
  /// Writes a fact and its sources.
  fileprivate func item(_ fact: String, _ sources: [FactSource], indent: Int = 2) throws {
    try prose(
      "\(fact) \(sources.keysText)".escapedForDisplay, indent: indent + 2,
      firstMargin: String(repeating: " ", count: indent) + "- ")
  }
}
