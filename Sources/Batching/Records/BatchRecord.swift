public import Auditing

/// What is known about one model, as one line of NDJSON.
public struct BatchRecord: Sendable {
  /// The status of the model.
  public let status: RecordStatus
  /// The highest severity of a finding; nil if there is none.
  public let worst: Severity?
  /// How many findings the model has; 0 if it could not be read.
  public let findingCount: Int
  /// The record: a JSON object on one line, without the line feed.
  public let json: [UInt8]

  /// No record is larger, its line feed included.
  public static let largest = 1 << 20

  init(_ status: RecordStatus, worst: Severity? = nil, findingCount: Int = 0, json: [UInt8]) {
    (self.status, self.worst, self.json) = (status, worst, json)
    self.findingCount = findingCount
  }
}

/// The status of one model in a batch.
public enum RecordStatus: String, CaseIterable, Sendable {
  /// The model was read, and nothing was found.
  case ok
  /// Rules found something.
  case findings
  /// The model cannot be read.
  case unreadable
  /// It took too long.
  case timeout
  /// It was skipped: not a regular file, or larger than the limit.
  case skipped
}
