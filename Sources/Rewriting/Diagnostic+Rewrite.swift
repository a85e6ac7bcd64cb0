public import ModelFormat
internal import QuantMath

// Failures to rewrite a model.

extension Diagnostic.Code {
  /// The pass cannot change that operator or tensor.
  public static let notApplicable = Self("not-applicable", .findings)
  /// Codes would change by more than was allowed.
  public static let boundExceeded = Self("bound-exceeded", .findings)
  /// A limit was given, but a change has no bound.
  public static let notBounded = Self("not-bounded", .findings)
  /// Something in the model would become wrong, and cannot be updated.
  public static let wouldBreak = Self("would-break", .findings)
  /// The new model would have an audit error that the old model does not have.
  public static let makesError = Self("makes-error", .findings)
  /// A pass produced an invalid model, which is a bug.
  public static let brokenByPass = Self("broken-by-pass", .unreadable)
}

extension Diagnostic {
  /// A wrong value of `--set-quantization`.
  static func wrongGrid(_ found: String, _ allowed: String) -> Self {
    Self(
      .wrongArgument, found, allowed,
      fix: "Give a tensor, a scale and a zero point: --set-quantization 12=0.05,-128.")
  }

  /// A wrong value of `--operator`.
  static func wrongOperators(_ part: String) -> Self {
    Self(
      .wrongArgument, "'\(part.escapedForDisplay)' is not an operator index",
      "it must be an index or a range of indices",
      fix: "Give indices and ranges, separated by commas: 3,7-12.")
  }

  static func reversedOperators(_ first: Int, _ last: Int) -> Self {
    Self(
      .wrongArgument, "the range \(first)-\(last) ends before it begins",
      fix: "Write \(last)-\(first).")
  }

  static func notApplicable(_ found: String, at place: Place, fix: String) -> Self {
    Self(.notApplicable, found, at: place, fix: fix)
  }

  static func boundExceeded(_ pass: String, found: Double, allowed: Int, at place: Place) -> Self {
    Self(
      .boundExceeded, "\(pass) would change a code by up to \(found.asSteps)",
      "the limit is \(allowed)", at: place,
      fix:
        "Raise the limit with --max-error-codes \(Int(saturating: found.rounded(.up))); with --dry-run as well, that shows the changes and writes no model."
    )
  }

  static func notBounded(_ pass: String, _ why: String, at place: Place) -> Self {
    Self(
      .notBounded, "this change of \(pass) has no bound: \(why)", at: place,
      fix:
        "Exclude the operator, or accept the change with --allow-unbounded and compare both models "
        + "with `tflens verify`.")
  }

  static func wouldBreak(_ found: String, fix: String) -> Self {
    Self(.wouldBreak, found, fix: fix)
  }

  static func makesError(_ fault: ModelFault, by pass: String, at place: Place) -> Self {
    Self(
      .makesError, "\(pass) would cause the audit error \(fault.rule): \(fault.message)", at: place,
      fix: "Nothing was written. `tflens rules \(fault.rule)` explains the rule.")
  }

  static func broken(by pass: String, _ error: Diagnostic) -> Self {
    Self(
      .brokenByPass, "the model is invalid after \(pass): \(error.what) [\(error.code.rawValue)]",
      at: error.place,
      fix: "Nothing was written. This is a bug in tflens: please report it, with the model.")
  }
}

extension Double {
  /// A distance in codes, usually a whole number.
  fileprivate var asSteps: String {
    // Rounded up, so that the message never understates the change.
    let steps = (self * 100).rounded(.up) / 100
    return Int(exactly: steps).map(String.init) ?? "\(steps)"
  }
}
