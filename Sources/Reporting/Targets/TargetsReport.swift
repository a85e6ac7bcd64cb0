public import Targeting

/// What targets accept, with the source of each fact: all of them in brief, or some in full.
public struct TargetsReport {
  /// The name and version of the JSON form.
  public static let schema = "tflens.targets/2"

  let profiles: [TargetProfile]
  /// True for every fact, false for a line each.
  let isFull: Bool

  /// A report on these profiles.
  public init(_ profiles: [TargetProfile], isFull: Bool) {
    self.profiles = profiles
    self.isFull = isFull
  }
}

extension TargetProfile {
  /// The number of operators that sources list as supported.
  var supportedCount: Int { operators.filter(\.isSupported).count }
  /// The number of operators that sources list as unsupported.
  var unsupportedCount: Int { operators.count - supportedCount }
}

extension [FactSource] {
  /// The short names, as `[A, OBS]`.
  var keysText: String { "[\(map(\.key).joined(separator: ", "))]" }
}
