import Glibc
import ModelFormat
import Synchronization

/// How many runs of a model are done: a line on a terminal that is removed at the end.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let hasLine = Mutex(false)

  /// - Parameter isQuiet: whether nothing is shown.
  init(isQuiet: Bool) {
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// Shows how many runs are done, and how many there will be.
  func show(_ done: Int, of total: Int?) {
    guard isShown else { return }
    hasLine.withLock { $0 = true }
    StandardError.write("\rrun \(done)\(total.map { " of \($0)" } ?? "")\u{1b}[K")
  }

  /// Removes the line.
  private func finish() {
    if hasLine.withLock({ $0 }) { StandardError.write("\r\u{1b}[K") }
  }

  /// Waits for the result of `work`, which reports its runs.
  func result<Value: Sendable>(
    of work: @escaping @Sendable (ProgressLine) async throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    // If Python exits early, `write` must fail instead of a signal ending this process.
    signal(SIGPIPE, SIG_IGN)
    let outcome = Waiting.result(of: { () async throws(Diagnostic) in try await work(self) })
    finish()
    return try outcome.get()
  }
}
