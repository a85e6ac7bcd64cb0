public import ModelFormat
public import Verifying

/// The differences between the results of two models.
public struct VerifyReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.verify/4"
  /// A line for each tensor.
  public static let lineDepth = 2

  let verification: Verification
  let (a, b): (FilePath, FilePath)
  let tolerance: Tolerance
  /// How many operators the text shows in each table of the ranking.
  let shownOperators: Int

  /// A report about the models that were read from `a` and `b`.
  ///
  /// - Parameter shownOperators: how many operators the text shows in each table, if they were ranked.
  public init(
    _ verification: Verification, a: FilePath, b: FilePath, tolerance: Tolerance,
    shownOperators: Int = 0
  ) {
    (self.verification, self.a, self.b) = (verification, a, b)
    (self.tolerance, self.shownOperators) = (tolerance, shownOperators)
  }

  /// True if every output is within the tolerance.
  public var isUneventful: Bool { isWithinTolerance }

  /// Whether every output is within the tolerance.
  public var isWithinTolerance: Bool { verification.isWithin(tolerance) }
}
