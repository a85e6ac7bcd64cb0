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

/// A record and its model.
public struct FinishedRecord: Sendable {
  /// The position of the model in the batch.
  public let position: Int
  /// The model.
  public let item: BatchItem
  /// Its record.
  public let record: BatchRecord
}
