public import ModelFormat

/// One limit for an operator on a target.
public struct Limit: Sendable {
  /// What must hold.
  public let rule: Rule
  /// When it applies; nil for always.
  public let when: Condition?
  /// When it does not apply; nil for never.
  public let unless: Condition?
  /// The operators that are exempt, for a limit of every operator.
  public let except: Set<BuiltinOperator>
  /// True if an operator that breaks the limit does not stay on the CPU, but makes the target's
  /// compiler reject the whole model.
  public let rejectsModel: Bool
  /// The sources; never empty.
  public let sources: [FactSource]

  /// What a limit can require.
  public enum Rule: Sendable {
    /// The element type of each operand of a kind is one of these; nil if the source does not
    /// say which.
    case types([ElementType]?, of: Operand)
    /// The types of all operands together are ones that a kernel of LiteRT runs.
    case kernelTypes
    /// The types of input and output make one of these pairs.
    case conversions([(from: ElementType, to: [ElementType])])
    /// A number is within bounds; `of` says whose, for numbers of tensors.
    case measure(Measure, Bounds, of: Operand)
    /// The fused activation is one of these.
    case fusedActivations([ActivationFunction])
    /// The padding is one of these, by the schema's names.
    case padding([String])
    /// Operands of these kinds have their values in the file.
    case constant([Operand])
    /// Operands of these kinds are present.
    case required([Operand])
    /// Inputs and outputs have the same value of this property.
    case same(Property)
    /// A float bias has the type of the weights, or is FLOAT32 with FLOAT16 weights; the types are those
    /// before a folded DEQUANTIZE.
    case biasLikeWeights
    /// Activations and weights have scales, each above 0; if types are given, only those with these types.
    case quantized([ElementType]?)
    /// Constants lie inside the tables of the file.
    case dataInsideTables
    /// Operands of a kind have one scale, not one for each channel.
    case oneScale(of: Operand)
    /// 8-bit operands of a kind are quantized with exactly one scale, and dimension 0.
    case perTensor(of: Operand)
    /// Operands of a kind with several scales have them along this dimension; a negative one counts
    /// from the last, -1.
    case quantizedDimension(Int, of: Operand)
    /// Integer operands of a kind have scales, each a positive normal number.
    case normalScales(of: Operand)
    /// The handle of the variable is in the subgraph, and its values have one type and shape.
    case knownVariable
    /// No dimension changes between runs.
    case staticShapes
    /// How one input may be broadcast to the other.
    case broadcast(Broadcast)
    /// A field of the options, by the schema's name, has one of these values.
    case option(String, [String])
    /// Only these dimensions are reduced or padded, counted from the last, which is -1.
    case axes([Int])
  }

  /// A property that inputs and outputs can share.
  public enum Property: String, Sendable, CaseIterable {
    case types, shapes, quantization
  }

  /// How one of two inputs may be broadcast to the other.
  public enum Broadcast: String, Sendable, CaseIterable {
    /// Not at all: all shapes are equal.
    case none
    /// One input has the shape of the output; the other is broadcast along dimensions of 1.
    case oneSided = "one-sided"
    /// One input has the shape of the output; the other has the same shape or one element.
    case scalar
  }

  /// A condition on an operator: everything that is given must hold.
  public struct Condition: Sendable {
    /// The operands whose types and numbers are checked; nil for the first input's type and the activations'
    /// numbers.
    public let operand: Operand?
    /// The type of the first input, or of every checked operand, is one of these.
    public let types: [ElementType]?
    /// The type of the weights is one of these.
    public let weightsTypes: [ElementType]?
    /// The padding is one of these.
    public let padding: [String]?
    /// The height or the width of the kernel is one of these.
    public let kernelSide: [Int]?
    /// Both dilations are one of these.
    public let dilation: [Int]?
    /// The fused activation is one of these.
    public let fusedActivations: [ActivationFunction]?
    /// Inputs and outputs have the same value of this property.
    public let same: Property?
    /// A field of the options has one of these values.
    public let option: (name: String, values: [String])?
    /// Numbers of the operator, each within its bounds; unknown numbers are not.
    public let measures: [(measure: Measure, bounds: Bounds)]
  }
}

/// A limit that a source states but tflens cannot check: where it applies, support is conditional.
public struct UncheckedLimit: Sendable {
  /// The condition in words.
  public let text: String
  /// When it applies; nil for always.
  public let when: Limit.Condition?
  /// When it does not apply; nil for never.
  public let unless: Limit.Condition?
  /// The sources; never empty.
  public let sources: [FactSource]

  /// The limit and when it applies, in words.
  public var description: String {
    [text, when.map { "if \($0.words)" }, unless.map { "unless \($0.words)" }]
      .compactMap { $0 }.joined(separator: ", ")
  }

  func applies(to facts: OperatorFacts) -> Bool {
    (when?.holds(for: facts) ?? true) && !(unless?.holds(for: facts) ?? false)
  }
}
