internal import ModelFormat

/// The numbers that a limit allows.
public enum Bounds: Sendable, Hashable {
  /// One of these numbers.
  case list([Double])
  /// At least `min`, above `above`, at most `max`, below `below`; nil for no such bound.
  case range(min: Double?, above: Double?, max: Double?, below: Double?)

  /// True for an allowed number; NaN never is.
  public func contains(_ number: Double) -> Bool {
    switch self {
    case .list(let numbers): numbers.contains(number)
    case .range(let min, let above, let max, let below):
      !number.isNaN && number >= min ?? -.infinity && number <= max ?? .infinity
        && above.map { number > $0 } ?? true && below.map { number < $0 } ?? true
    }
  }
}

extension Bounds: CustomStringConvertible {
  /// `at least 1 and below 256`; `1, 2 or 4`.
  public var description: String {
    switch self {
    case .list(let numbers): String.choice(of: numbers.map(Self.text))
    case .range(let min, let above, let max, let below):
      [
        min.map { "at least \(Self.text($0))" }, above.map { "above \(Self.text($0))" },
        max.map { "at most \(Self.text($0))" }, below.map { "below \(Self.text($0))" },
      ].compactMap { $0 }.joined(separator: " and ")
    }
  }

  /// Whole numbers without a point.
  static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
