public import ModelFormat

/// Something with a name that differs between the models, with both values in words.
public struct ValueChange: Sendable {
  /// What it is about.
  public enum Subject: String, Sendable {
    case input, output, signature, subgraph, tensor, metadata, buffers
    case operatorCodes = "operator_codes"
    case file
  }

  /// What it is about.
  public let subject: Subject
  /// The name in the models, unchanged; nil if there is none.
  public let name: String?
  /// What differs: `type`, `order`, `bytes`.
  public let field: String
  /// The value in A; nil if A has nothing of the kind.
  public let a: String?
  /// The value in B; nil if B has nothing of the kind.
  public let b: String?
}

/// A tensor of A, and the one of B that corresponds to it.
public struct TensorMatch: Sendable {
  /// The subgraph of A.
  public let subgraph: Subgraph
  /// The tensor of A.
  public let a: Tensor
  /// The tensor of B.
  public let b: Tensor
}

/// Operators of A, and those of B that replace them.
public struct Replacement: Sendable {
  /// The subgraph of A, or of B for added operators.
  public let subgraph: Subgraph
  /// The operators of A, in order; empty if operators were added.
  public let a: [Operator]
  /// The operators of B, in order; empty if operators were removed.
  public let b: [Operator]
  /// The output that other operators read; nil if there is none.
  public let output: Tensor?

  /// `added`, `removed` or `replaced`.
  public var kind: String { a.isEmpty ? "added" : b.isEmpty ? "removed" : "replaced" }
}

/// An operator that both models have, with one difference.
public struct OperatorChange: Sendable {
  /// The subgraph of A.
  public let subgraph: Subgraph
  /// The operator of A.
  public let a: Operator
  /// The operator of B.
  public let b: Operator
  /// What differs: an option, the version, an input.
  public let difference: FieldDifference
}

/// A tensor that both models have, with one difference.
public struct TensorChange: Sendable {
  /// The tensor.
  public let tensor: TensorMatch
  /// What differs: the type, the shape.
  public let difference: FieldDifference
}

/// A tensor whose quantization parameters differ.
public struct QuantizationChange: Sendable {
  /// The scale that changed most, and how many did.
  public struct Scales: Sendable {
    /// How many of the scales differ.
    public let changedCount: Int
    /// How many there are.
    public let count: Int
    /// The scale of A that changed most, relative to itself.
    public let a: Float
    /// The same scale in B.
    public let b: Float

    /// The change in percent of A's scale.
    public var percent: Double { (Double(b) / Double(a) - 1) * 100 }
    /// How many float32 steps the two are apart; 1 for neighbours.
    public var float32Steps: UInt64 { b.steps(from: a) }
  }

  /// The zero point that changed most, and how many did.
  public struct ZeroPoints: Sendable {
    /// How many of the zero points differ.
    public let changedCount: Int
    /// The zero point of A that changed most.
    public let a: Int64
    /// The same zero point in B.
    public let b: Int64
  }

  /// The tensor.
  public let tensor: TensorMatch
  /// `per-tensor`, `per-channel`, `none`, on each side.
  public let granularity: (a: String, b: String)
  /// The change of scales; nil if none differ, or if their numbers do.
  public let scales: Scales?
  /// The change of zero points; nil if none differ, or if their numbers do.
  public let zeroPoints: ZeroPoints?
  /// The axis, recorded ranges, block sizes.
  public let others: [FieldDifference]
  /// Whether the data of a constant changed too; nil for other tensors, or if constants were not compared.
  public internal(set) var isDataChanged: Bool?

  /// Whether the tensor has quantization parameters on each side.
  public var isQuantized: (a: Bool, b: Bool) {
    (granularity.a != Self.none, granularity.b != Self.none)
  }

  /// The granularity of a tensor without quantization parameters.
  static let none = "none"

  /// True if only the recorded range differs, which no runtime computes with.
  public var isOnlyRecordedRange: Bool {
    granularity.a == granularity.b && scales == nil && zeroPoints == nil && !others.isEmpty
      && others.allSatisfy(\.isRecordedRange)
  }
}

/// A constant whose data differs.
public struct WeightChange: Sendable {
  /// The tensor.
  public let tensor: TensorMatch
  /// The data's size in bytes on each side.
  public let byteCounts: (a: Int, b: Int)
  /// How far the elements are apart; nil if they cannot be paired, or are not numbers.
  public let figures: WeightFigures?
  /// Whether the quantization parameters changed too.
  public let isQuantizationChanged: Bool
}

/// A tensor or subgraph whose name changed.
public struct NameChange: Sendable {
  /// `tensor` or `subgraph`.
  public let subject: ValueChange.Subject
  /// The name in A; nil if it has none.
  public let a: String?
  /// The name in B; nil if it has none.
  public let b: String?
}

extension Float {
  /// How many float32 steps this number is from another; 1 for neighbours.
  func steps(from other: Float) -> UInt64 {
    func place(_ number: Float) -> Int64 {
      let bits = Int64(number.bitPattern & 0x7fff_ffff)
      return number.sign == .minus ? -bits : bits
    }
    return (place(self) - place(other)).magnitude
  }
}
