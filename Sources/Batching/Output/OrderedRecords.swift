/// Records in the order of the models, in whatever order they are finished.
public final class OrderedRecords: RecordSink {
  private let output: ([UInt8]) throws -> Void
  private var waiting: [Int: [UInt8]] = [:]
  private var next = 0

  /// How far ahead of the first unfinished model others may be started, because waiting records are held in
  /// memory.
  private static let furthest = 256

  /// Writes records to `output`, each with its line feed.
  public init(_ output: @escaping ([UInt8]) throws -> Void) { self.output = output }

  /// Whether the model is near enough to the first unfinished one.
  public func takes(_ position: Int) -> Bool { position < next + Self.furthest }

  /// Writes the records that are next.
  public func write(_ records: [FinishedRecord]) throws {
    for record in records { waiting[record.position] = record.record.json }
    var bytes: [UInt8] = []
    while let json = waiting.removeValue(forKey: next) {
      bytes += json
      bytes.append(0x0a)
      next += 1
    }
    if !bytes.isEmpty { try output(bytes) }
  }

  /// Writes the remaining records if the work was stopped early.
  public func finish() throws {
    for position in waiting.keys.sorted() {
      if let json = waiting[position] { try output(json + [0x0a]) }
    }
  }
}
