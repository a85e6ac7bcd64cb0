/// What the scales and zero points of 8-bit tensors are to an operator.
///
/// Source: LiteRT 8-bit quantization specification, "Operator specifications"; by running
/// one-operator models with other scales in ai-edge-litert 2.3.0. `OperatorTraitsConformanceTests`
/// runs them again.
public enum ScaleUse: Sendable, Equatable {
  /// Its arithmetic uses them: inputs and output may have different ones.
  case computes
  /// It passes codes from its inputs to its outputs, which must all have one scale and zero point.
  case passesCodes(EqualScales)
  /// It looks at shapes or at the order of codes: the result does not depend on them.
  case disregards
  /// It computes on codes as plain integers, and so is not for quantized tensors.
  case plainIntegers

  /// What LiteRT does if scales differ that must not; nil for operators that may have them
  /// differ.
  public var equalScales: EqualScales? {
    if case .passesCodes(let scales) = self { scales } else { nil }
  }
}

/// What LiteRT does where the 8-bit tensors of an operator that passes codes differ in scale or
/// zero point.
public struct EqualScales: Sendable, Equatable {
  /// Which kernels reject the model.
  public enum Answer: Sendable {
    /// All.
    case rejected
    /// The XNNPACK delegate, on the default path.
    case rejectedByXNNPACK
    /// All but the XNNPACK delegate, which passes the codes on.
    case rejectedByBuiltin
    /// None: the codes are passed on and represent other numbers.
    case passedOn
  }

  /// The answer where the output differs from an input.
  public let answer: Answer
  /// Inputs that every kernel compares with the output, where `answer` is for the others.
  public var comparedInputs: Set<Int> = []
  /// True if UINT8 tensors may differ, as the kernel rescales them (CONCATENATION).
  public var rescalesUInt8 = false
  /// True if elements that come from no input are code 0, whatever the zero point: such an
  /// output cannot get another zero point.
  public var fillsWithCodeZero = false

  /// The answer where the input at a position differs from the output.
  public func answer(at input: Int?) -> Answer {
    if let input, comparedInputs.contains(input) { .rejected } else { answer }
  }
}

extension ScaleUse {
  static let rejected = passesCodes(EqualScales(answer: .rejected))
  static let rejectedByXNNPACK = passesCodes(EqualScales(answer: .rejectedByXNNPACK))
  static let rejectedByBuiltin = passesCodes(EqualScales(answer: .rejectedByBuiltin))
  static let passedOn = passesCodes(EqualScales(answer: .passedOn))
}
