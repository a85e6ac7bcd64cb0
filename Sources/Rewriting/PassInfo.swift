/// What a pass says about itself.
public struct PassInfo: Sendable {
  /// The name that is printed, as in `--split-hard-swish`.
  public let id: String
  /// What it does, in one line.
  public let summary: String
  /// What holds of the new model.
  public let guarantee: Guarantee
  /// A small model before, as a person would sketch it.
  public let before: String
  /// The same model after.
  public let after: String

  /// Says these things of a pass.
  public init(id: String, summary: String, guarantee: Guarantee, before: String, after: String) {
    (self.id, self.summary, self.guarantee) = (id, summary, guarantee)
    (self.before, self.after) = (before, after)
  }
}

/// What holds of a model after a pass.
public enum Guarantee: String, Sendable {
  /// Every output is the same, bit for bit.
  case sameOutputs = "same outputs"
  /// Every code stands for the number that it stood for; kernels of another type may round otherwise.
  case sameNumbers = "same numbers"
  /// How far each code of the changed operators can move is known for every input code.
  case boundedCodes = "bounded codes"
  /// Weights change, and by how much is measured.
  case measuredWeights = "measured weights"
}
