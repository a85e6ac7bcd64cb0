internal import Glibc
internal import Synchronization

/// Requests to stop: SIGINT and SIGTERM, counted, unless the caller wants them ignored.
struct StopRequests {
  private static let count = Atomic<Int>(0)
  private let before: [(Int32, sigaction)]

  /// Starts counting them, instead of ending the process.
  static func listen() -> StopRequests {
    // Initialized here, so that the handler does not do it.
    count.store(0, ordering: .relaxed)
    let before = [SIGINT, SIGTERM].compactMap { signal -> (Int32, sigaction)? in
      var (action, old) = (sigaction(), sigaction())
      sigaction(signal, nil, &old)
      let handler = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self)
      // As in a process that a shell starts in the background.
      guard handler != unsafeBitCast(SIG_IGN, to: Int.self) else { return nil }
      action.__sigaction_handler.sa_handler = { _ in
        StopRequests.count.add(1, ordering: .relaxed)
      }
      sigaction(signal, &action, nil)
      return (signal, old)
    }
    return StopRequests(before: before)
  }

  /// The number of requests.
  var count: Int { Self.count.load(ordering: .relaxed) }

  /// Restores the signals' previous handling.
  func end() {
    for (signal, action) in before {
      var action = action
      sigaction(signal, &action, nil)
    }
  }
}
