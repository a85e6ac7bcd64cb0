internal import Glibc
internal import Synchronization

/// The output of a Python process, within limits, and the time of its last activity.
///
/// The program may be anything: it may print nothing, or print without end.
final class RuntimeWatch: Sendable {
  /// Whether a piece of output was within the limit.
  enum Hearing { case isWithinLimit, isTooMuch }

  private struct State {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var signs = 0
    var runs = 0
    var lastSign = ContinuousClock.now
    var process: pid_t?
  }

  /// The driver sends this byte at most twice a second while it works (`driver.py`).
  private static let sign: UInt8 = 0
  /// The driver sends this byte when a run is done.
  private static let run: UInt8 = 1
  /// The number of such bytes in six days; a program that sends more is not our driver.
  private static let mostSigns = 1 << 20
  /// How many of the last bytes of standard error are kept.
  private static let errorLimit = 1 << 16

  /// The maximum size of a response in bytes.
  let limit: Int
  private let state = Mutex(State())

  /// Called with the number of finished runs, whenever it grows.
  private let progress: (@Sendable (Int) -> Void)?

  init(limit: Int, progress: (@Sendable (Int) -> Void)? = nil) {
    (self.limit, self.progress) = (limit, progress)
  }

  var output: [UInt8] { state.withLock { $0.output } }
  var errors: [UInt8] { state.withLock { $0.errors } }
  /// The time since the last activity.
  var silence: Duration { state.withLock { ContinuousClock.now - $0.lastSign } }

  func began(_ process: pid_t) { state.withLock { $0.process = process } }
  func ended() { state.withLock { $0.process = nil } }

  /// Adds the next piece of the response.
  func hear(_ piece: UnsafeRawBufferPointer) -> Hearing {
    let before = state.withLock { $0.runs }
    let hearing = keep(piece)
    let runs = state.withLock { $0.runs }
    if runs > before { progress?(runs) }
    return hearing
  }

  private func keep(_ piece: UnsafeRawBufferPointer) -> Hearing {
    state.withLock { state in
      let words = piece.filter { $0 != Self.sign && $0 != Self.run }
      state.runs += piece.count { $0 == Self.run }
      if words.count < piece.count {
        state.signs += piece.count - words.count
        state.lastSign = .now
      }
      guard state.output.count + words.count <= limit, state.signs <= Self.mostSigns else {
        return .isTooMuch
      }
      state.output += words
      return .isWithinLimit
    }
  }

  /// Adds the next piece of standard error, of which only the end is kept.
  func hearError(_ piece: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.errors += piece
      if state.errors.count > Self.errorLimit {
        state.errors.removeFirst(state.errors.count - Self.errorLimit)
      }
    }
  }

  /// Ends the process and everything in its group.
  func kill() {
    state.withLock { state in
      if let process = state.process { _ = Glibc.kill(-process, SIGKILL) }
    }
  }
}
