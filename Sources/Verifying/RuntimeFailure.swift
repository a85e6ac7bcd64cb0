internal import ModelFormat

/// Why two models could not be compared.
///
/// Two failures are equal when their codes are: tests compare codes, people read words.
public struct RuntimeFailure: Error, Sendable {
  /// The stable name of a kind of failure; it is printed and never reused.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no Python with LiteRT.
    case runtimeMissing = "runtime-missing"
    /// There is one, and it does not work.
    case runtimeBroken = "runtime-broken"
    /// LiteRT says why it does not run a model.
    case modelRefused = "model-refused"
    /// LiteRT ended by itself.
    case runtimeDied = "runtime-died"
    /// LiteRT did not come to an end.
    case runtimeTimeout = "runtime-timeout"
    /// The runtime cannot read a model that is no file of its own.
    case notAFile = "not-a-file"
    /// The models have inputs or outputs that do not belong together.
    case notComparable = "not-comparable"
    /// The file of inputs does not fit the models.
    case inputsUnusable = "inputs-unusable"
  }

  /// One of the two models.
  public enum Side: String, Sendable { case a = "A", b = "B" }

  /// Which kind of failure this is.
  public let code: Code
  /// What is wrong, with the value found and the value allowed.
  public let what: String
  /// What the reader can do next.
  public let remedy: String
  /// The model it is about; nil where it is about none or both.
  public let model: Side?
  /// The last that the runtime said before, line by line, safe to show.
  public let lastWords: [String]

  init(
    _ code: Code, _ what: String, remedy: String, model: Side? = nil, lastWords: [String] = []
  ) {
    (self.code, self.what, self.remedy) = (code, what, remedy)
    (self.model, self.lastWords) = (model, lastWords)
  }
}

extension RuntimeFailure: Equatable {
  /// Equal codes make equal failures.
  public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension RuntimeFailure: CustomStringConvertible {
  /// `what [code]`, the runtime's last words, and what to do, each on a line of its own.
  public var description: String {
    let words = lastWords.map { "  it said: \($0)" }
    return (["\(what) [\(code.rawValue)]"] + words + ["  \(remedy)"]).joined(separator: "\n")
  }
}

// The words for models that cannot be compared.
extension RuntimeFailure {
  static func noSubgraph(_ side: Side) -> Self {
    Self(
      .notComparable, "\(side.rawValue) has no subgraph; there must be one to run",
      remedy: "Export the model again.", model: side)
  }

  static func counts(_ what: String, _ a: Int, _ b: Int) -> Self {
    Self(
      .notComparable,
      "A has \(a.counted(what)) and B has \(b.counted(what)); there must be as many",
      remedy: "Compare models that are called in the same way.")
  }

  static func noNumbers(_ what: String, _ tensor: Tensor, _ side: Side) -> Self {
    let name = (tensor.name?.text ?? "").escapedForDisplay
    return Self(
      .notComparable,
      "\(what) '\(name)' of \(side.rawValue) is \(tensor.type.name); "
        + "it must hold numbers of 8 bits or more",
      remedy: "There is no way to compare such models here.", model: side)
  }

  static func shapes(_ what: String, _ name: String, _ a: String, _ b: String) -> Self {
    Self(
      .notComparable,
      "\(what) '\(name.escapedForDisplay)' has the shape [\(a)] in A and [\(b)] in B; "
        + "the shapes must be equal",
      remedy: "Compare models that are called in the same way.")
  }
}
