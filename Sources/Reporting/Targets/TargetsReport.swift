internal import MemoryPlanning
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

extension MemoryLimit {
  /// `262144 bytes of RAM, 1048576 bytes of flash`.
  var words: String {
    [ramByteCount.map { "\($0) bytes of RAM" }, flashByteCount.map { "\($0) bytes of flash" }]
      .compactMap(\.self).joined(separator: ", ")
  }
}

extension [FactSource] {
  /// The short names, as `[A, OBS]`.
  var keysText: String { "[\(map(\.key).joined(separator: ", "))]" }
}
