internal import Glibc
internal import Synchronization

/// What a Python process says, kept within bounds, and when it last was alive.
///
/// The program that is run may be anything: it may say nothing, or talk without end.
final class RuntimeWatch: Sendable {
  /// What became of a piece of output.
  enum Hearing { case isWithinLimit, isTooMuch }

  private struct State {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var signs = 0
    var lastSign = ContinuousClock.now
    var process: pid_t?
  }

  /// The driver shows with this byte, at most twice a second, that it goes on (`driver.py`).
  private static let sign: UInt8 = 0
  /// Six days of signs; whoever sends more is no driver.
  private static let mostSigns = 1 << 20
  /// Of its errors the last are kept.
  private static let errorLimit = 1 << 16

  /// How many bytes an answer may have.
  let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  var output: [UInt8] { state.withLock { $0.output } }
  var errors: [UInt8] { state.withLock { $0.errors } }
  /// How long there has been no sign of life.
  var silence: Duration { state.withLock { ContinuousClock.now - $0.lastSign } }

  func began(_ process: pid_t) { state.withLock { $0.process = process } }
  func ended() { state.withLock { $0.process = nil } }

  /// Takes the next piece of the answer.
  func hear(_ piece: UnsafeRawBufferPointer) -> Hearing {
    state.withLock { state in
      let words = piece.filter { $0 != Self.sign }
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

  /// Takes the next piece of the errors; only the last are kept.
  func hearError(_ piece: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.errors += piece
      if state.errors.count > Self.errorLimit {
        state.errors.removeFirst(state.errors.count - Self.errorLimit)
      }
    }
  }

  /// Ends the process and all that it started in its group.
  func kill() {
    state.withLock { state in
      if let process = state.process { _ = Glibc.kill(-process, SIGKILL) }
    }
  }
}
