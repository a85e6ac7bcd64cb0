#if DEBUG
  internal import Glibc

  /// A deliberate fault for tests: `crash:NAME`, `hang:NAME` or `slow:NAME` at each model whose id contains
  /// NAME.
  ///
  /// Releases do not have it.
  struct FaultHook {
    /// The environment variable with the fault.
    private static let variable = "TFLENS_BATCH_FAULT"

    private let kind: Substring
    private let name: Substring

    /// The fault in the environment; nil if there is none.
    init?() {
      let text = getenv(Self.variable).map { String(cString: $0) }
      let parts = text?.split(separator: ":", maxSplits: 1) ?? []
      guard parts.count == 2 else { return nil }
      (kind, name) = (parts[0], parts[1])
    }

    func strike(at id: String) {
      guard name == "*" || id.contains(name) else { return }
      switch kind {
      case "crash": abort()
      case "hang": while true { sleep(1000) }
      case "slow": usleep(100_000)
      default: break
      }
    }
  }
#endif
