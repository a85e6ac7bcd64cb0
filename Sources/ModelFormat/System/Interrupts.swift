internal import Glibc

/// Signals that would end the process, blocked while a file is partly written.
///
/// The writer checks now and then whether one is pending, and cleans up. `release` then delivers it, so the
/// process ends as it would have. This needs no handler and no global state.
struct Interrupts {
  private let held: sigset_t
  private let before: sigset_t

  private static let candidates = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Blocks them in this thread.
  static func hold() -> Interrupts {
    var (held, before) = (sigset_t(), sigset_t())
    sigemptyset(&held)
    pthread_sigmask(SIG_SETMASK, nil, &before)
    for signal in candidates {
      // A signal that is already ignored or blocked would stay pending forever.
      var action = sigaction()
      sigaction(signal, nil, &action)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      let isIgnored = handler == unsafeBitCast(SIG_IGN, to: Int.self)
      if !isIgnored && sigismember(&before, signal) == 0 { sigaddset(&held, signal) }
    }
    pthread_sigmask(SIG_BLOCK, &held, nil)
    return Interrupts(held: held, before: before)
  }

  /// True if one of them is pending.
  var isWaiting: Bool {
    var (waiting, held) = (sigset_t(), held)
    sigpending(&waiting)
    return Self.candidates.contains {
      sigismember(&waiting, $0) == 1 && sigismember(&held, $0) == 1
    }
  }

  /// Unblocks them.
  func release() {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
