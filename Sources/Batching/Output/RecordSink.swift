/// A destination for records.
public protocol RecordSink: AnyObject {
  /// Whether the model at a position of the batch may be started; if false, others must be finished first.
  func takes(_ position: Int) -> Bool
  /// Writes records; they are safe once it returns.
  func write(_ records: [FinishedRecord]) throws
  /// Finishes writing; the last call.
  func finish() throws
}

extension RecordSink {
  /// True: the order does not matter.
  public func takes(_ position: Int) -> Bool { true }
}

/// A record and its model.
public struct FinishedRecord: Sendable {
  /// The position of the model in the batch.
  public let position: Int
  /// The model.
  public let item: BatchItem
  /// Its record.
  public let record: BatchRecord
}
