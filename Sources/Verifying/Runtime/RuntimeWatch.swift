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
    var runs = 0
    var lastSign = ContinuousClock.now
    var process: pid_t?
  }

  /// The driver sends this byte at most twice a second while it works (`driver.py`).
  private static let sign: UInt8 = 0
  /// And with this one that a run is done.
  private static let run: UInt8 = 1
  /// Six days of such bytes; a program that sends more is not our driver.
  private static let mostSigns = 1 << 20
  /// Of its errors the last are kept.
  private static let errorLimit = 1 << 16

  /// How many bytes an answer may have.
  let limit: Int
  private let state = Mutex(State())

  /// Gets how many runs are done, whenever more are.
  private let progress: (@Sendable (Int) -> Void)?

  init(limit: Int, progress: (@Sendable (Int) -> Void)? = nil) {
    (self.limit, self.progress) = (limit, progress)
  }

  var output: [UInt8] { state.withLock { $0.output } }
  var errors: [UInt8] { state.withLock { $0.errors } }
  /// How long there has been no sign of life.
  var silence: Duration { state.withLock { ContinuousClock.now - $0.lastSign } }

  func began(_ process: pid_t) { state.withLock { $0.process = process } }
  func ended() { state.withLock { $0.process = nil } }

  /// Takes the next piece of the answer.
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
