public import Auditing
internal import Glibc

/// The progress and the results of a batch.
public struct BatchTally: Sendable {
  /// Models with a new record, by its status.
  public private(set) var counts: [RecordStatus: Int] = [:]
  /// Models with an existing record.
  public private(set) var unchanged = 0
  /// Models with findings, in records new or old.
  public private(set) var modelsWithFindings = 0
  /// Findings, in records new or old.
  public private(set) var findings = 0
  /// The highest severity of any finding, in records new or old; nil if there is none.
  public private(set) var worst: Severity?
  /// Whether a signal ended the work early.
  public internal(set) var wasStopped = false

  /// An empty tally.
  public init() {}

  /// Models that have a record.
  public var done: Int { unchanged + counts.values.reduce(0, +) }

  /// Models that could not be read, or took too long.
  public var failures: Int { counts[.unreadable, default: 0] + counts[.timeout, default: 0] }

  /// How many new records have a status.
  public func count(_ status: RecordStatus) -> Int { counts[status, default: 0] }

  mutating func count(_ record: BatchRecord) {
    counts[record.status, default: 0] += 1
    worst = [worst, record.worst].compactMap(\.self).max()
    countFindings(record.findingCount)
  }

  mutating func count(_ known: KnownRecord) {
    unchanged += 1
    worst = [worst, known.worst].compactMap(\.self).max()
    countFindings(known.findingCount)
  }

  private mutating func countFindings(_ count: Int) {
    findings += count
    if count > 0 { modelsWithFindings += 1 }
  }
}

/// Time that only goes forward.
enum Clock {
  /// Seconds since some moment.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
