public import ModelFormat
public import Targeting

/// Where a model's operators would run on some targets.
public struct PlacementReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.placement/2"
  /// A line for each operator that is not mapped.
  public static let lineDepth = 4

  /// Where the operators run on each target.
  public let placements: [Placement]

  private let path: FilePath

  /// A report about the model that was read from `path`.
  public init(_ model: Model, path: FilePath, on profiles: [TargetProfile]) {
    self.path = path
    placements = profiles.map { Placement(of: model, on: $0) }
  }

  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", path.description)
    try json.key("targets")
    try json.array(of: placements) { try json.placement($0) }
  }

  /// Writes the form for people: of several targets a line each first, then the reasons.
  public func writeText(to text: TextWriter) throws {
    guard placements.count > 1 else {
      return try placements.forEach { try text.placement($0) }
    }
    let whole = placements.count { $0.coverage.mappedCount == $0.coverage.operatorCount }
    let count = placements[0].coverage.operatorCount.counted("operator")
    try text.prose(
      "\(text.style.bold("\(path.description.escapedForDisplay):")) \(count); \(whole) of "
        + "\(placements.count) targets \(whole == 1 ? "supports" : "support") "
        + (placements[0].coverage.operatorCount == 1 ? "it" : "all of them")
    )
    try text.line()
    try text.table(table)
    for placement in placements where placement.firstObstacle != nil {
      try text.heading(placement.profile.id.escapedForDisplay)
      try text.reasons(of: placement)
    }
  }

  private var table: TextTable {
    var table = TextTable([
      .init(title: "target"), .init(title: "supported", isRight: true),
      .init(title: "MACs", isRight: true), .init(title: "segments", isRight: true),
      .init(title: "conditional", isRight: true, dropsOut: 2),
      .init(title: "unknown", isRight: true, dropsOut: 3), .init(title: "evidence", dropsOut: 1),
      .init(title: "first not supported, and why", wraps: true),
    ])
    for placement in placements {
      let coverage = placement.coverage
      func cell(_ count: Int) -> TextTable.Cell { .init(count == 0 ? "" : "\(count)") }
      table.add([
        .init(placement.profile.id.escapedForDisplay),
        .init("\(coverage.mappedCount) of \(coverage.operatorCount)"),
        .init(coverage.macShareText ?? ""), "\(coverage.segmentCount)",
        cell(coverage.conditionalCount), cell(coverage.unknownCount),
        .init(placement.profile.evidence.rawValue),
        .init((placement.firstObstacle ?? "").escapedForDisplay),
      ])
    }
    return table
  }
}
