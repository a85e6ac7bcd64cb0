public import ModelFormat
internal import QuantMath

// The failures to rewrite a model.

extension Diagnostic.Code {
  /// The pass cannot do this to that operator or tensor.
  public static let notApplicable = Self("not-applicable", .findings)
  /// Codes would change by more than was allowed.
  public static let boundExceeded = Self("bound-exceeded", .findings)
  /// Nothing bounds how far codes would change, though a limit was given.
  public static let notBounded = Self("not-bounded", .findings)
  /// Something in the model would no longer be true, and cannot be kept up.
  public static let wouldBreak = Self("would-break", .findings)
  /// A rule would call the new model wrong, which it did not say of the old.
  public static let makesError = Self("makes-error", .findings)
  /// What a pass made is no sound model: our fault.
  public static let brokenByPass = Self("broken-by-pass", .unreadable)
}

extension Diagnostic {
  /// The words for `--set-quantization`.
  static func wrongGrid(_ found: String, _ allowed: String) -> Self {
    Self(
      .wrongArgument, found, allowed,
      fix: "Write a tensor, a scale and a zero point: --set-quantization 12=0.05,-128.")
  }

  /// The words for `--operator`.
  static func wrongOperators(_ part: String) -> Self {
    Self(
      .wrongArgument, "'\(part.escapedForDisplay)' is not an operator index",
      "it must be an index or a range of indices",
      fix: "Write indices and ranges with commas between: --operator 3,7-12.")
  }

  static func notApplicable(_ found: String, at place: Place, fix: String) -> Self {
    Self(.notApplicable, found, at: place, fix: fix)
  }

  static func boundExceeded(_ pass: String, found: Double, allowed: Int, at place: Place) -> Self {
    Self(
      .boundExceeded, "\(pass) would change a code by up to \(found.asSteps)",
      "the limit is \(allowed)", at: place,
      fix: "Allow more with --max-error-codes, or see each change with --dry-run.")
  }

  static func notBounded(_ pass: String, _ why: String, at place: Place) -> Self {
    Self(
      .notBounded, "no bound is known for this change of \(pass): \(why)", at: place,
      fix: "Accept it with --allow-unbounded and compare both models with `tflens verify`, or "
        + "leave the operator out.")
  }

  static func wouldBreak(_ found: String, fix: String) -> Self {
    Self(.wouldBreak, found, fix: fix)
  }

  static func makesError(_ fault: ModelFault, by pass: String, at place: Place) -> Self {
    Self(
      .makesError, "after \(pass), \(fault.rule) would be an error: \(fault.message)", at: place,
      fix: "Nothing was written. `tflens rules \(fault.rule)` explains the rule.")
  }

  static func broken(by pass: String, _ error: Diagnostic) -> Self {
    Self(
      .brokenByPass, "the model is not sound after \(pass): \(error.what) [\(error.code.rawValue)]",
      at: error.place, fix: "Nothing was written. Please report this, with the model.")
  }
}

extension Double {
  /// A distance in codes, which is most often a whole number.
  fileprivate var asSteps: String {
    // Rounded up: what is said is never less than what was found.
    let steps = (self * 100).rounded(.up) / 100
    return Int(exactly: steps).map(String.init) ?? "\(steps)"
  }
}
