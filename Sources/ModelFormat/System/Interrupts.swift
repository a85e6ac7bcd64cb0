internal import Glibc

/// Signals that would end the process, held back while a file is half-written.
///
/// Who writes asks now and then whether one is waiting, and clears up. `release` then lets it do
/// what it does, so that the process ends as it would have. No handler, and nothing global.
struct Interrupts {
  private let held: sigset_t
  private let before: sigset_t

  private static let candidates = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Holds them back, in this thread.
  static func hold() -> Interrupts {
    var (held, before) = (sigset_t(), sigset_t())
    sigemptyset(&held)
    pthread_sigmask(SIG_SETMASK, nil, &before)
    for signal in candidates {
      // One that is ignored or held already stays waiting for ever once it is held here.
      var action = sigaction()
      sigaction(signal, nil, &action)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      let isIgnored = handler == unsafeBitCast(SIG_IGN, to: Int.self)
      if !isIgnored && sigismember(&before, signal) == 0 { sigaddset(&held, signal) }
    }
    pthread_sigmask(SIG_BLOCK, &held, nil)
    return Interrupts(held: held, before: before)
  }

  /// True when one of them came.
  var isWaiting: Bool {
    var (waiting, held) = (sigset_t(), held)
    sigpending(&waiting)
    return Self.candidates.contains {
      sigismember(&waiting, $0) == 1 && sigismember(&held, $0) == 1
    }
  }

  /// Lets them through again.
  func release() {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
