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

  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    for (position, placement) in placements.enumerated() {
      if position > 0 { try text.line() }
      try text.placement(placement)
    }
  }
}
