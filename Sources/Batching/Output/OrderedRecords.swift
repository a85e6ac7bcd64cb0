/// Records in the order of the models, whatever the order in which they are done.
public final class OrderedRecords: RecordSink {
  private let output: ([UInt8]) throws -> Void
  private var waiting: [Int: [UInt8]] = [:]
  private var next = 0

  /// No model is begun that is further ahead of the first that is not done: what waits is held in
  /// memory.
  private static let furthest = 256

  /// Records for `output`, each with its line feed.
  public init(_ output: @escaping ([UInt8]) throws -> Void) { self.output = output }

  /// Whether the model is near enough to the first that is not done.
  public func takes(_ position: Int) -> Bool { position < next + Self.furthest }

  /// Hands on what is next by now.
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

  /// Hands on what is left when the work was stopped in the middle.
  public func finish() throws {
    for position in waiting.keys.sorted() {
      if let json = waiting[position] { try output(json + [0x0a]) }
    }
  }
}
