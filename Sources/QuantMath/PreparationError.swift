/// Why an operator has no arithmetic with these parameters: the runtime rejects it, crashes, leaves it
/// undefined, or leaves it to another kernel.
///
/// Two errors are equal when their conditions are: tests compare conditions, people read words.
public struct PreparationError: Error, Sendable {
  /// Which rule is broken; its `effect` says what the runtime does.
  public let condition: ArithmeticCondition
  /// The values found, such as `input scale 5.0, output scale 0.01`.
  public let found: String

  init(_ condition: ArithmeticCondition, _ found: String) {
    (self.condition, self.found) = (condition, found)
  }
}

extension PreparationError: Equatable {
  /// Whether both errors break the same rule, whatever the values.
  public static func == (a: Self, b: Self) -> Bool { a.condition == b.condition }
}

extension PreparationError: CustomStringConvertible {
  /// The rule, the values found and the stable name, on one line.
  public var description: String {
    "\(condition.message): \(found) [\(condition.rawValue)]"
  }
}
