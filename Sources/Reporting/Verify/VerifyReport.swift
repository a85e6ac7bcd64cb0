public import ModelFormat
public import Verifying

/// The differences between the results of two models.
public struct VerifyReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.verify/3"
  /// A line for each tensor.
  public static let lineDepth = 2

  let verification: Verification
  let (a, b): (FilePath, FilePath)
  let tolerance: Tolerance

  /// A report about the models that were read from `a` and `b`.
  public init(_ verification: Verification, a: FilePath, b: FilePath, tolerance: Tolerance) {
    (self.verification, self.a, self.b) = (verification, a, b)
    self.tolerance = tolerance
  }

  /// True if every output is within the tolerance.
  public var isUneventful: Bool { isWithinTolerance }

  /// Whether every output is within the tolerance.
  public var isWithinTolerance: Bool { verification.isWithin(tolerance) }
}
