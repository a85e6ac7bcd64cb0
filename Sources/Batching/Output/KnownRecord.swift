public import Auditing
internal import ModelFormat

/// A record that is there already, of the same tool and rules.
public struct KnownRecord: Sendable, Hashable {
  /// The SHA-256 of the model.
  public let sha256: String
  /// The path in the record.
  public let path: String
  /// The tags in the record, as JSON.
  public let tags: String?
  /// The greatest severity of its findings.
  public let worst: Severity?
  /// How many findings it has.
  public let findingCount: Int

  /// Whether the record says of the model what a new one would, as long as its bytes are the same.
  func isAbout(_ item: BatchItem) -> Bool {
    path == item.displayPath.description && tags == item.tags
  }
}
