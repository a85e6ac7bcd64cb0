internal import Glibc
internal import Synchronization

/// Gets how many runs are done and, once it is known, how many there will be.
public typealias RunProgress = @Sendable (_ done: Int, _ total: Int?) -> Void

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
    /// How many runs there will be.
    var total: Int?
    /// The digits of that number while it is being received.
    var digits: [UInt8]?
    var lastSign = ContinuousClock.now
    var process: pid_t?

    /// The byte before or after the number of runs.
    mutating func receiveTotal() {
      guard let digits else {
        self.digits = []
        return
      }
      total = Int(String(decoding: digits, as: UTF8.self))
      self.digits = nil
    }

    /// Adds a byte to the number of runs, which no other program sends and which is short, or to the output.
    mutating func keep(_ byte: UInt8) {
      if let received = digits, byte.isDigit, received.count < 18 {
        digits?.append(byte)
      } else {
        digits = nil
        output.append(byte)
      }
    }
  }

  /// The driver sends this byte at most twice a second while it works (`driver.py`).
  private static let sign: UInt8 = 0
  /// The driver sends this byte when a run is done.
  private static let run: UInt8 = 1
  /// The driver sends this byte before and after the number of runs that there will be, in digits.
  private static let total: UInt8 = 2
  /// The number of such bytes in six days; a program that sends more is not our driver.
  private static let mostSigns = 1 << 20
  /// How many of the last bytes of standard error are kept.
  private static let errorLimit = 1 << 16

  /// The maximum size of a response in bytes.
  let limit: Int
  private let state = Mutex(State())

  /// Called whenever a run is done.
  private let progress: RunProgress?

  init(limit: Int, progress: RunProgress? = nil) {
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
    let (runs, total) = state.withLock { ($0.runs, $0.total) }
    if runs > before { progress?(runs, total) }
    return hearing
  }

  private func keep(_ piece: UnsafeRawBufferPointer) -> Hearing {
    state.withLock { state in
      let signs = state.signs
      for byte in piece {
        switch byte {
        case Self.sign, Self.run, Self.total:
          state.signs += 1
          if byte == Self.run { state.runs += 1 }
          if byte == Self.total { state.receiveTotal() }
        default:
          state.keep(byte)
        }
        guard state.output.count <= limit, state.signs <= Self.mostSigns else { return .isTooMuch }
      }
      if state.signs > signs { state.lastSign = .now }
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

extension UInt8 {
  /// Whether it is a digit in ASCII.
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
