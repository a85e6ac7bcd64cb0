public import Auditing
internal import ModelFormat

/// An existing record by the same tool and rules.
public struct KnownRecord: Sendable, Hashable {
  /// The SHA-256 of the model.
  public let sha256: String
  /// The path in the record.
  public let path: String
  /// The tags in the record, as JSON.
  public let tags: String?
  /// The highest severity of its findings.
  public let worst: Severity?
  /// How many findings it has.
  public let findingCount: Int

  /// Whether a new record of the model would be the same, if its bytes are unchanged.
  func isAbout(_ item: BatchItem) -> Bool {
    path == item.displayPath.description && tags == item.tags
  }
}
