/// The description of a pass.
public struct PassInfo: Sendable {
  /// The name that is printed, as in `--split-hard-swish`.
  public let id: String
  /// What the pass does, in one line.
  public let summary: String
  /// The guarantee for the new model.
  public let guarantee: Guarantee
  /// A sketch of a small model before the pass.
  public let before: String
  /// The same model after the pass.
  public let after: String

  /// Describes a pass.
  public init(id: String, summary: String, guarantee: Guarantee, before: String, after: String) {
    (self.id, self.summary, self.guarantee) = (id, summary, guarantee)
    (self.before, self.after) = (before, after)
  }
}

/// What is guaranteed about a model after a pass.
public enum Guarantee: String, Sendable {
  /// Every output is the same, bit for bit.
  case sameOutputs = "same outputs"
  /// Inputs and outputs become integers; every code is the same if the caller quantizes as the model did.
  case sameCodes = "same codes"
  /// Every code represents the same number as before; kernels of another type may round differently.
  case sameNumbers = "same numbers"
  /// Output codes of changed operators can move; how far is computed, bounded, or reported as not bounded.
  case changedCodes = "changed codes"
  /// Weights change; how far output codes can then move is bounded, or reported as not bounded.
  case changedWeights = "changed weights"
}
