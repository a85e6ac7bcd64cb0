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
