/// How often both models predict the label of a sample: the class with the largest output (top-1).
///
/// If several classes have the largest output, which is more likely for codes than for floats, the first one counts.
public struct Accuracy: Sendable, Equatable {
  /// The number of samples.
  public let sampleCount: Int
  /// For how many of them each model predicts the label.
  public let correctCounts: (a: Int, b: Int)
  /// For how many of them the models predict different classes.
  public let differentCount: Int

  /// The fractions of correct predictions, 0 to 1; 0 if there are no samples.
  public var fractions: (a: Double, b: Double) {
    let count = Double(max(sampleCount, 1))
    return (Double(correctCounts.a) / count, Double(correctCounts.b) / count)
  }

  /// Equal in every number.
  public static func == (one: Self, other: Self) -> Bool {
    one.sampleCount == other.sampleCount && one.correctCounts == other.correctCounts
      && one.differentCount == other.differentCount
  }

  /// The words of the driver: samples, correct ones of A and of B, different ones.
  init?(_ words: [String]) {
    let numbers = words.compactMap { Int($0) }
    guard words.count == 4, numbers.count == 4 else { return nil }
    (sampleCount, correctCounts, differentCount) = (
      numbers[0], (numbers[1], numbers[2]), numbers[3]
    )
  }
}
