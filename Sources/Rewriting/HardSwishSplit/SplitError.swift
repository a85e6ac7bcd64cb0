internal import QuantMath

/// Why a strategy cannot split a HARD_SWISH.
///
/// Two errors are equal when their strategies and conditions are: tests compare those, people read
/// words.
struct SplitError: Error, Sendable {
  /// The strategy.
  let strategy: SplitStrategy
  /// The condition under which the runtime does not prepare the split, or nothing can be split.
  let condition: ArithmeticCondition
  /// The values found, such as `scales 0.1 + 3000.0 -> 0.0001`.
  let found: String

  init(_ strategy: SplitStrategy, _ condition: ArithmeticCondition, _ found: String) {
    (self.strategy, self.condition, self.found) = (strategy, condition, found)
  }

  init(_ strategy: SplitStrategy, _ error: PreparationError) {
    self.init(strategy, error.condition, error.found)
  }
}

extension SplitError: Equatable {
  /// Whether both errors name the same strategy and the same rule, whatever the values.
  static func == (a: Self, b: Self) -> Bool {
    a.strategy == b.strategy && a.condition == b.condition
  }
}

extension SplitError: CustomStringConvertible {
  /// The strategy, the rule, the values found and what to do, on one line.
  var description: String {
    "HARD_SWISH cannot be split by '\(strategy.rawValue)': \(condition.message): \(found) "
      + "[\(condition.rawValue)]; choose another strategy"
  }
}
