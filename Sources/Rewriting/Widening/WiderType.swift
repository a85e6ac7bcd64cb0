/// How an 8-bit operator computes instead, to see what its 8 bits cost.
public enum WiderType: String, Sendable, CaseIterable {
  /// Activations, weights and bias in float32; weights keep their quantized values.
  case float
  /// Activations in int16 around zero over the old range, weights in int8 (16x8).
  case int16
}

/// Which operators to widen, and how.
public struct WiderChoice: Sendable {
  /// Operators as a person names them.
  public enum Operators: Sendable {
    /// Every operator that can be widened.
    case all
    /// By index.
    case indices(OperatorIndices)
    /// The one that writes the tensor with this name.
    case output(String)
  }

  /// Which operators.
  public let operators: Operators
  /// How they compute.
  public let type: WiderType

  /// A choice by its parts.
  public init(_ operators: Operators, _ type: WiderType) {
    (self.operators, self.type) = (operators, type)
  }
}
