/// A version of a compiler or a runtime: numbers between dots.
public struct TargetVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The numbers, the most important first.
  public let numbers: [Int]

  /// Nil for text that is not numbers between dots.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard !numbers.isEmpty, numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else {
      return nil
    }
    self.numbers = numbers
  }

  /// The version as text.
  public var description: String { numbers.map(String.init).joined(separator: ".") }

  /// Compares number by number; one that is left out counts as 0.
  public static func < (a: Self, b: Self) -> Bool {
    a.padded(to: b).lexicographicallyPrecedes(b.padded(to: a))
  }

  private func padded(to other: Self) -> [Int] {
    numbers + Array(repeating: 0, count: max(0, other.numbers.count - numbers.count))
  }
}
