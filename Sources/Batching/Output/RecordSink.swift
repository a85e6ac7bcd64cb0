public import Auditing
internal import ModelFormat

/// Where records go.
public protocol RecordSink: AnyObject {
  /// Whether the model at a position of the batch may be begun; false asks to finish others first.
  func takes(_ position: Int) -> Bool
  /// Takes records; they are safe once it returns.
  func write(_ records: [FinishedRecord]) throws
  /// Ends what was begun: the last call.
  func finish() throws
}

extension RecordSink {
  /// True: the order does not matter.
  public func takes(_ position: Int) -> Bool { true }
}

/// A record and what it is about.
public struct FinishedRecord: Sendable {
  /// The position of the model in the batch.
  public let position: Int
  /// The model.
  public let item: BatchItem
  /// Its record.
  public let record: BatchRecord
}

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
