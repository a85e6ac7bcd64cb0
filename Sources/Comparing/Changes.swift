public import ModelFormat

/// Something that models have under a name and that is not the same, with both values in words.
public struct ValueChange: Sendable {
  /// What it is about.
  public enum Subject: String, Sendable {
    case input, output, signature, subgraph, tensor, metadata, buffers, file
  }

  /// What it is about.
  public let subject: Subject
  /// The name in the models, as they have it; nil where there is none.
  public let name: String?
  /// What differs: `type`, `order`, `bytes`.
  public let field: String
  /// The value in A; nil where A has nothing of the kind.
  public let a: String?
  /// The value in B; nil where B has nothing of the kind.
  public let b: String?
}

/// A tensor of A and what it is in B.
public struct TensorMatch: Sendable {
  /// The subgraph of A.
  public let subgraph: Subgraph
  /// The tensor of A.
  public let a: Tensor
  /// The tensor of B.
  public let b: Tensor
}

/// Operators of A, and those of B that stand in their place.
public struct Replacement: Sendable {
  /// The subgraph of A, or of B where A has none.
  public let subgraph: Subgraph
  /// The operators of A, in order; none where operators were added.
  public let a: [Operator]
  /// The operators of B, in order; none where operators were removed.
  public let b: [Operator]
  /// The tensor that they make and others read; nil where there is none.
  public let output: Tensor?

  /// `added`, `removed` or `replaced`.
  public var kind: String { a.isEmpty ? "added" : b.isEmpty ? "removed" : "replaced" }
}

/// An operator that both models have, with one thing that differs.
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

/// A tensor that is not the same in both models, with one thing that differs.
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
    /// The scale of A that changed most, by its share.
    public let a: Float
    /// The same of B.
    public let b: Float

    /// The change in percent of A's scale.
    public var percent: Double { (Double(b) / Double(a) - 1) * 100 }
    /// How many float32 numbers lie between the two, and one.
    public var float32Steps: UInt64 { b.steps(from: a) }
  }

  /// The zero point that changed most, and how many did.
  public struct ZeroPoints: Sendable {
    /// How many of the zero points differ.
    public let changedCount: Int
    /// The zero point of A that changed most.
    public let a: Int64
    /// The same of B.
    public let b: Int64
  }

  /// The tensor.
  public let tensor: TensorMatch
  /// `per-tensor`, `per-channel`, `none`, on each side.
  public let granularity: (a: String, b: String)
  /// The scales, where there are as many on both sides and some differ.
  public let scales: Scales?
  /// The zero points, where there are as many on both sides and some differ.
  public let zeroPoints: ZeroPoints?
  /// The axis, recorded ranges, block sizes.
  public let others: [FieldDifference]
  /// Whether the constant has other data too; nil for a tensor that is no constant, and where constants
  /// were not compared.
  public internal(set) var isDataChanged: Bool?
}

/// A constant whose data differs.
public struct WeightChange: Sendable {
  /// The tensor.
  public let tensor: TensorMatch
  /// The data's size in bytes on each side.
  public let byteCounts: (a: Int, b: Int)
  /// How far the elements are apart; nil where they cannot be paired, or are no numbers.
  public let figures: WeightFigures?
  /// Whether the quantization parameters differ too.
  public let isQuantizationChanged: Bool
}

/// A tensor or subgraph that has another name.
public struct NameChange: Sendable {
  /// `tensor` or `subgraph`.
  public let subject: ValueChange.Subject
  /// The name in A; nil where it has none.
  public let a: String?
  /// The name in B; nil where it has none.
  public let b: String?
}

extension Float {
  /// How many float32 numbers lie from another up to this one: 1 for neighbours.
  func steps(from other: Float) -> UInt64 {
    func place(_ number: Float) -> Int64 {
      let bits = Int64(number.bitPattern & 0x7fff_ffff)
      return number.sign == .minus ? -bits : bits
    }
    return (place(self) - place(other)).magnitude
  }
}
