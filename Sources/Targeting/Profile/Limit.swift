public import ModelFormat

/// One thing that an operator must keep to on a target.
public struct Limit: Sendable {
  /// What must hold.
  public let rule: Rule
  /// Where it must hold; everywhere for nil.
  public let when: Condition?
  /// Where it need not hold; nowhere for nil.
  public let unless: Condition?
  /// The operators that are free of it, for a limit of every operator.
  public let except: Set<BuiltinOperator>
  /// True if an operator that breaks the limit does not stay on the CPU, but makes the target's
  /// compiler reject the whole model.
  public let rejectsModel: Bool
  /// Who says so; never empty.
  public let sources: [FactSource]

  /// What a limit can ask for.
  public enum Rule: Sendable {
    /// The element type of each operand of a kind is one of these; nil if the source does not
    /// say which.
    case types([ElementType]?, of: Operand)
    /// The types of all operands together are ones that a kernel of LiteRT runs.
    case kernelTypes
    /// The types of input and output make one of these pairs.
    case conversions([(from: ElementType, to: [ElementType])])
    /// A number keeps within bounds; `of` tells whose, for numbers of tensors.
    case measure(Measure, Bounds, of: Operand)
    /// What is applied to the result before it is stored is one of these.
    case fusedActivations([ActivationFunction])
    /// The padding is one of these, by the schema's names.
    case padding([String])
    /// Operands of these kinds have their values in the file.
    case constant([Operand])
    /// Operands of these kinds are there.
    case required([Operand])
    /// Inputs and outputs are the same in this.
    case same(Property)
    /// A float bias has the type of the weights, or is FLOAT32 with FLOAT16 weights; what a folded
    /// DEQUANTIZE reads is what counts.
    case biasLikeWeights
    /// Activations and weights have scales, each above 0; with types, those of these types only.
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
    /// How far one input may be spread over another.
    case broadcast(Broadcast)
    /// A field of the options, by the schema's name, has one of these values.
    case option(String, [String])
    /// What is reduced or padded are these dimensions only, counted from the last, which is -1.
    case axes([Int])
  }

  /// What inputs and outputs can have in common.
  public enum Property: String, Sendable, CaseIterable {
    case types, shapes, quantization
  }

  /// How far one input of two may be spread over the other.
  public enum Broadcast: String, Sendable, CaseIterable {
    /// Not at all: all shapes are equal.
    case none
    /// One input has the shape of the output; the other is spread along dimensions of 1.
    case oneSided = "one-sided"
    /// One input has the shape of the output; the other has that, too, or one element.
    case scalar
  }

  /// A circumstance of an operator: all that is given must hold.
  public struct Condition: Sendable {
    /// Whose types and numbers are meant; the first input's type and the activations' numbers for
    /// nil.
    public let operand: Operand?
    /// The type of the first input, or of every tensor that is meant, is one of these.
    public let types: [ElementType]?
    /// The type of the weights is one of these.
    public let weightsTypes: [ElementType]?
    /// The padding is one of these.
    public let padding: [String]?
    /// The height or the width of the kernel is one of these.
    public let kernelSide: [Int]?
    /// Both dilations are one of these.
    public let dilation: [Int]?
    /// The activation that is fused is one of these.
    public let fusedActivations: [ActivationFunction]?
    /// Inputs and outputs are the same in this.
    public let same: Property?
    /// A field of the options has one of these values.
    public let option: (name: String, values: [String])?
    /// Numbers of the operator, each within its bounds; a number that is not known is not.
    public let measures: [(measure: Measure, bounds: Bounds)]
  }
}
