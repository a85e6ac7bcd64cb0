/// How much a finding matters.
public enum Severity: String, CaseIterable, Sendable {
  /// Worth knowing, but harmless.
  case note
  /// Accuracy or placement on an accelerator suffers.
  case warning
  /// A runtime rejects, crashes on or miscomputes the model.
  case error
}

extension Severity: Comparable {
  /// A note is less than a warning, a warning less than an error.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
