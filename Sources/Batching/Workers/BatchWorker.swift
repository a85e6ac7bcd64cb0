internal import Glibc
internal import ModelFormat

/// A worker: reads requests from standard input, and writes responses to standard output, one by one.
///
/// It is a separate process, so that a model that crashes it crashes nothing else.
public struct BatchWorker {
  private var examiner: ModelExaminer
  #if DEBUG
    private let fault = FaultHook()
  #endif

  /// A worker with an examiner of models.
  public init(_ examiner: ModelExaminer) { self.examiner = examiner }

  /// Answers requests until there are no more, or until the batch has ended.
  public mutating func run() throws {
    signal(SIGPIPE, SIG_IGN)
    guard Self.write(WorkerMessage.ready) else { return }
    var buffer = MessageBuffer()
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      while let (item, known) = WorkerMessage.item(from: &buffer) {
        #if DEBUG
          fault?.strike(at: item.id)
        #endif
        let answer = try examiner.examine(item, known: known)
        guard Self.write(WorkerMessage.answer(answer)) else { return }
      }
      let count = piece.withUnsafeMutableBytes {
        (try? SystemCall.read(STDIN_FILENO, into: $0)) ?? 0
      }
      guard count > 0 else { return }
      buffer.append(piece[..<count])
    }
  }

  /// False if the batch has ended.
  private static func write(_ bytes: [UInt8]) -> Bool {
    (try? SystemCall.write(bytes, to: STDOUT_FILENO)) != nil
  }
}
