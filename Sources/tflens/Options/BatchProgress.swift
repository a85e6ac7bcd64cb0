import Batching
import Glibc
import ModelFormat
import QuantMath

/// The progress of a batch: a bar on a terminal, otherwise a line from time to time.
final class BatchProgress {
  private let isQuiet: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = BatchProgress.now
  private var last: Double
  private var isShown = false

  /// Seconds between two lines in a log, and between two updates of the bar.
  private static let (lineGap, barGap) = (5.0, 0.1)
  private static let barWidth = 30

  /// Shows nothing if `isQuiet`.
  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    last = start
  }

  /// Shows the progress, of `count` models, if it is time.
  func show(_ tally: BatchTally, _ count: Int) {
    let now = Self.now
    guard !isQuiet, now - last >= (isTerminal ? Self.barGap : Self.lineGap) else { return }
    last = now
    let line = words(tally, count, now)
    StandardError.write(isTerminal ? "\r\(bar(tally.done, count)) \(line)\u{1b}[K" : line + "\n")
    isShown = true
  }

  /// Prints the result, or `none` if there are no models.
  func finish(_ tally: BatchTally, of count: Int, none: String) {
    guard !isQuiet else { return }
    if isTerminal && isShown { StandardError.write("\r\u{1b}[K") }
    guard count > 0 else { return StandardError.write(none + "\n") }
    let all =
      tally.done == count
      ? count.counted("model") : "\(tally.done) of \(count.counted("model"))"
    StandardError.write(
      "\(all) in \(Self.seconds(Self.now - start)): \(Self.outcome(tally))\n")
  }

  /// Findings and the models that have them, then the models that could not be read.
  private static func outcome(_ tally: BatchTally) -> String {
    let isNoneRead = tally.count(.ok) + tally.count(.findings) + tally.unchanged == 0
    var parts = [
      tally.findings > 0
        ? "\(tally.findings.counted("finding")) in \(tally.modelsWithFindings.counted("model"))"
        : isNoneRead ? "no model was audited" : "no findings"
    ]
    for status in RecordStatus.allCases where ![.ok, .findings].contains(status) {
      let count = tally.count(status)
      if count > 0 { parts.append("\(count) \(status.rawValue)") }
    }
    if tally.unchanged > 0 { parts.append("\(tally.unchanged) unchanged") }
    return parts.joined(separator: ", ")
  }

  private func words(_ tally: BatchTally, _ count: Int, _ now: Double) -> String {
    let rate = Double(tally.done) / max(now - start, 0.001)
    let left = rate > 0 ? Double(count - tally.done) / rate : 0
    let failed = tally.failures > 0 ? ", \(tally.failures) failed" : ""
    return "\(tally.done) of \(count.counted("model")), \(Int(saturating: rate)) a second, "
      + "\(Self.seconds(left)) left\(failed)"
  }

  private func bar(_ done: Int, _ count: Int) -> String {
    let full = count == 0 ? Self.barWidth : Self.barWidth * done / count
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: Self.barWidth - full) + "]"
  }

  private static func seconds(_ seconds: Double) -> String {
    let whole = Int(saturating: min(max(seconds, 0), 1e9).rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
