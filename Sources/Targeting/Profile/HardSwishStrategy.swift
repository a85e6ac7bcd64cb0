public import ModelFormat

/// A way to compute HARD_SWISH with other operators; the names are those of `rewrite
/// --split-hard-swish`.
public enum HardSwishStrategy: String, Sendable, CaseIterable {
  /// A table of codes: QUANTIZE to int16, GATHER.
  case lookup
  /// A table of codes as TFLite Micro can: CAST to int32, ADD, GATHER.
  case lookupMicro = "lookup-micro"
  /// DEQUANTIZE, HARD_SWISH on floats, QUANTIZE.
  case float
  /// ADD and MUL on int16 between two QUANTIZE.
  case int16
  /// ADD with RELU6, MUL; the sixth goes into the consumer's weights.
  case relu6Folded = "relu6-folded"
  /// DEPTHWISE_CONV_2D 1 x 1 with saturation, MUL.
  case depthwise
  /// ADD with RELU6, MUL by a sixth, MUL.
  case relu6

  /// What it needs of a target for data of a type; nil where it does not work on that type.
  func needs(for type: ElementType) -> [OperatorUse]? {
    let isQuantized = type == .int8 || type == .uint8
    let add = OperatorUse(.add, type, fused: .relu6)
    let mul = OperatorUse(.mul, type)
    switch self {
    case .relu6: return isQuantized || type == .float32 ? [add, mul] : nil
    case .relu6Folded: return isQuantized ? [add, mul] : nil
    case .depthwise:
      return isQuantized ? [OperatorUse(.depthwiseConv2D, type, weights: type), mul] : nil
    case .int16:
      guard isQuantized else { return nil }
      return [
        OperatorUse(.quantize, type, to: .int16), OperatorUse(.add, .int16, fused: .relu6),
        OperatorUse(.mul, .int16), OperatorUse(.quantize, .int16, to: type),
      ]
    case .lookup:
      guard isQuantized else { return nil }
      return [
        OperatorUse(.quantize, type, to: .int16), OperatorUse(.gather, type, indices: .int16),
      ]
    case .lookupMicro:
      guard isQuantized else { return nil }
      return [
        OperatorUse(.cast, type, to: .int32), OperatorUse(.add, .int32),
        OperatorUse(.gather, type, indices: .int32),
      ]
    case .float:
      guard isQuantized else { return nil }
      return [
        OperatorUse(.dequantize, type, to: .float32), OperatorUse(.hardSwish, .float32),
        OperatorUse(.quantize, .float32, to: type),
      ]
    }
  }
}

/// An operator as a rewrite would use it, before there is a model.
public struct OperatorUse: Sendable {
  /// The operator.
  public let builtin: BuiltinOperator
  /// The type of its data inputs.
  public let input: ElementType
  /// The type of its outputs.
  public let output: ElementType
  /// The type of its weights; nil for an operator without any.
  public let weights: ElementType?
  /// The type of the inputs that select elements; nil for an operator without any.
  public let indices: ElementType?
  /// What it applies to its result before it stores it.
  public let fusedActivation: ActivationFunction

  /// A use; the output has the type of the input unless `to` says otherwise.
  public init(
    _ builtin: BuiltinOperator, _ input: ElementType, to output: ElementType? = nil,
    weights: ElementType? = nil, indices: ElementType? = nil, fused: ActivationFunction = .none
  ) {
    self.builtin = builtin
    self.input = input
    self.output = output ?? input
    self.weights = weights
    self.indices = indices
    fusedActivation = fused
  }
}
