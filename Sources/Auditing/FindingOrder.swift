extension [Finding] {
  /// The most severe first; each severity by its place in the file, then by rule: the model as a whole
  /// before its subgraphs, a subgraph before its operators.
  ///
  /// Findings of one rule at one place keep their order.
  var sortedBySeverityAndPlace: [Finding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: zip(Severity.allCases.reversed(), Severity.allCases.indices))
    return enumerated().map { position, finding in
      let place = finding.place
      return (
        key: (
          ranks[finding.severity] ?? 0, place.subgraph ?? -1, place.op ?? -1, place.tensor ?? -1,
          finding.rule.id, position
        ), finding: finding
      )
    }
    .sorted { $0.key < $1.key }.map(\.finding)
  }
}
