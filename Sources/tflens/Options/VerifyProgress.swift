import Glibc
import Synchronization

/// How many runs of `verify` are done: a line on a terminal that is removed at the end.
final class VerifyProgress: Sendable {
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
  func finish() {
    if hasLine.withLock({ $0 }) { StandardError.write("\r\u{1b}[K") }
  }
}
