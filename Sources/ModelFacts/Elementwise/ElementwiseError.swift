public import ModelFormat
public import QuantMath

/// Why a part of a graph has no exact table from codes to codes.
///
/// Two errors are equal when their codes are: tests compare codes, people read words.
public struct ElementwiseError: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public enum Code: String, Sendable, CaseIterable {
    /// An operator mixes elements, or treats them differently.
    case notElementwise = "not-elementwise"
    /// The arithmetic of an operator is not known bit for bit.
    case notModelled = "not-modelled"
    /// The output depends on a tensor that is neither the input nor a constant.
    case anotherInput = "another-input"
    /// The output does not depend on the input at all.
    case noDependence = "no-dependence"
    /// A constant has different elements, or too many to be a scalar.
    case constantNotUniform = "constant-not-uniform"
    /// A constant's data does not match its type and shape.
    case constantUnreadable = "constant-unreadable"
    /// Two paths from the input combine different elements.
    case elementsMove = "elements-move"
    /// The runtime does not prepare or does not run the operator.
    case refused
    /// What the runtime computes is undefined in C++.
    case undefined
    /// An operator has too few or too many tensors, or the graph goes in a circle.
    case malformed
    /// There are more operators than in any chain of this kind.
    case tooLong = "too-long"
  }

  /// Which kind of failure this is.
  public let code: Code
  /// What is wrong, with the value found and the value allowed.
  public let what: String
  /// Where, as a person would look it up.
  public let place: Place
  /// The rule of the runtime that is broken, if `QuantMath` has a name for it.
  public let condition: ArithmeticCondition?

  init(_ code: Code, _ what: String, at place: Place, condition: ArithmeticCondition? = nil) {
    (self.code, self.what, self.place, self.condition) = (code, what, place, condition)
  }

  /// What the reader can do next.
  public var remedy: String {
    switch code {
    case .refused, .undefined, .malformed, .constantUnreadable:
      "Inspect the operator with `tflens dump`; LiteRT does not run it like this."
    default:
      "Compare this part of the model with `tflens verify`."
    }
  }
}

extension ElementwiseError {
  /// The runtime does not compute with these parameters.
  static func refused(_ error: PreparationError, at place: Place) -> Self {
    let effect = error.condition.effect
    return Self(
      effect == .undefined ? .undefined : effect == .notDelegated ? .notModelled : .refused,
      error.description, at: place, condition: error.condition)
  }

  /// The arithmetic of an operator is not known bit for bit.
  static func notModelled(_ found: String, at place: Place) -> Self {
    Self(.notModelled, "\(found): the arithmetic is not known bit-exactly", at: place)
  }
}

extension ElementwiseError: Equatable {
  /// Equal codes make equal errors.
  public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension ElementwiseError: CustomStringConvertible {
  /// `place: what [code]`, and what to do on a line of its own.
  public var description: String { "\(place): \(what) [\(code.rawValue)]\n  \(remedy)" }
}
