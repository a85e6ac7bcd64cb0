public import ModelFormat
internal import QuantMath

/// Why a model is not rewritten, where, and what to do about it.
///
/// Two errors are equal when their codes are: tests compare codes, people read words.
public struct RewriteError: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public enum Code: String, Sendable, CaseIterable {
    /// What the pass was pointed at is not in the model.
    case noSuchPart = "no-such-part"
    /// The pass cannot do this to that operator or tensor.
    case notApplicable = "not-applicable"
    /// Codes would move further than was allowed.
    case boundExceeded = "bound-exceeded"
    /// Nothing bounds how far codes would move, though a limit was given.
    case notBounded = "not-bounded"
    /// Something in the model would no longer be true, and cannot be kept up.
    case wouldBreak = "would-break"
    /// A rule would call the new model wrong, which it did not say of the old.
    case makesError = "makes-error"
    /// What a pass made is no sound model: our fault.
    case brokenByPass = "broken-by-pass"
  }

  /// Which kind of failure this is.
  public let code: Code
  /// What is wrong, with what was found and what is allowed.
  public let what: String
  /// Where in the model.
  public let place: Place
  /// What the reader can do next.
  public let remedy: String
}

extension RewriteError: Equatable {
  /// Equal codes make equal errors.
  public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension RewriteError: CustomStringConvertible {
  /// `place: what [code]`, and what to do on a line of its own.
  public var description: String {
    let path = place.description
    return "\(path.isEmpty ? "" : path + ": ")\(what) [\(code.rawValue)]\n  \(remedy)"
  }
}

extension RewriteError {
  static func noSuchPart(_ what: String) -> Self {
    Self(
      code: .noSuchPart, what: what, place: Place(),
      remedy: "`tflens inspect` lists operators and tensors with their positions.")
  }

  static func notApplicable(_ what: String, at place: Place, remedy: String) -> Self {
    Self(code: .notApplicable, what: what, place: place, remedy: remedy)
  }

  static func boundExceeded(_ pass: String, found: Double, allowed: Int, at place: Place) -> Self {
    Self(
      code: .boundExceeded,
      what: "\(pass) would change a code by up to \(found.asSteps); the limit is \(allowed)",
      place: place,
      remedy: "Allow more with --max-error-codes, or see each change with --dry-run.")
  }

  static func notBounded(_ pass: String, _ why: String, at place: Place) -> Self {
    Self(
      code: .notBounded, what: "no bound is known for this change of \(pass): \(why)", place: place,
      remedy: "Accept it with --allow-unbounded and compare both models with `tflens verify`, or "
        + "leave the operator out.")
  }

  static func wouldBreak(_ what: String, remedy: String) -> Self {
    Self(code: .wouldBreak, what: what, place: Place(), remedy: remedy)
  }

  static func makesError(_ fault: ModelFault, by pass: String, at place: Place) -> Self {
    Self(
      code: .makesError, what: "after \(pass), \(fault.rule) would be an error: \(fault.message)",
      place: place,
      remedy: "Nothing was written. `tflens rules \(fault.rule)` says why that must not be.")
  }

  static func broken(by pass: String, _ error: ModelError) -> Self {
    Self(
      code: .brokenByPass,
      what: "the model is not sound after \(pass): \(error.what) [\(error.code.rawValue)]",
      place: error.place, remedy: "Nothing was written. Please report this, with the model.")
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
