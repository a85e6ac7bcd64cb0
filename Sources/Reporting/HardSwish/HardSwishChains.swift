internal import ModelFacts
internal import ModelFormat

/// Which sites have the same steps from codes to codes, whatever their numbers.
struct HardSwishChains {
  /// Sites with the same steps, or the same verdict where they have none.
  private struct Group {
    let steps: [String]?
    let answer: HardSwishVerdict.Answer
    var places: [String]
  }

  private var groups: [Group] = []

  /// Adds a site.
  mutating func add(_ entry: HardSwishSurvey.Entry) {
    let (steps, answer) = (HardSwishFlow(entry).steps, entry.verdict.answer)
    let known = groups.firstIndex {
      $0.steps == steps && (steps != nil || $0.answer == answer)
    }
    if let known {
      groups[known].places.append(entry.site.column)
    } else {
      groups.append(Group(steps: steps, answer: answer, places: [entry.site.column]))
    }
  }

  /// Writes how many of the other sites are like the one that is shown, and which are not; nothing if
  /// there is no other, or none is shown.
  func write(comparedWith shown: HardSwishSurvey.Entry, to text: TextWriter) throws {
    let others = groups.reduce(0) { $0 + $1.places.count } - 1
    guard let steps = HardSwishFlow(shown).steps, others > 0 else { return }
    let same = (groups.first { $0.steps == steps }?.places.count ?? 1) - 1
    try text.line()
    guard same < others else {
      let words = others == 1 ? "The other HARD_SWISH has" : "The other \(others) HARD_SWISH have"
      return try text.prose("\(words) the same steps, with different numbers.", indent: 2)
    }
    try text.prose(
      "\(same) of the other \(others) HARD_SWISH \(same == 1 ? "has" : "have") the same steps, with "
        + "different numbers. The others differ:", indent: 2)
    for group in groups where group.steps != steps {
      let words =
        group.steps?.joined(separator: " ")
        ?? "no quantized matrix operator before it (\(group.answer.rawValue))"
      try text.prose(
        "\(group.places.joined(separator: ", ")): \(words)", indent: 6, firstMargin: "    ")
    }
  }
}
