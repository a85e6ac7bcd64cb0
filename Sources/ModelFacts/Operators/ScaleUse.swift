/// How an operator uses the scales and zero points of its 8-bit tensors.
///
/// Source: LiteRT 8-bit quantization specification, "Operator specifications"; one-operator models with other
/// scales, run in ai-edge-litert 2.3.0. `OperatorTraitsConformanceTests` repeats the runs.
public enum ScaleUse: Sendable, Equatable {
  /// Its arithmetic uses them: inputs and output may have different ones.
  case computes
  /// It passes codes from its inputs to its outputs, which must all have one scale and zero point.
  case passesCodes(EqualScales)
  /// It reads shapes or compares the order of codes: the result does not depend on scales.
  case disregards
  /// It computes on codes as plain integers, so it is not meant for quantized tensors.
  case plainIntegers

  /// What LiteRT does if the scales differ; nil for operators whose scales may differ.
  public var equalScales: EqualScales? {
    if case .passesCodes(let scales) = self { scales } else { nil }
  }
}

/// What LiteRT does if the 8-bit tensors of an operator that passes codes differ in scale or zero point.
public struct EqualScales: Sendable, Equatable {
  /// Which kernels reject the model.
  public enum Answer: Sendable {
    /// All.
    case rejected
    /// The XNNPACK delegate, on the default path.
    case rejectedByXNNPACK
    /// All but the XNNPACK delegate, which passes the codes on.
    case rejectedByBuiltin
    /// None: the codes are passed on and then represent other numbers.
    case passedOn
  }

  /// The answer if the output differs from an input.
  public let answer: Answer
  /// Inputs that every kernel compares with the output; `answer` is for the other inputs.
  var comparedInputs: Set<Int> = []
  /// True if UINT8 tensors may differ, as the kernel rescales them (CONCATENATION).
  public var rescalesUInt8 = false
  /// True if elements that come from no input are filled with code 0, whatever the zero point: the zero point
  /// of such an output cannot be changed.
  public var fillsWithCodeZero = false

  /// The answer if the input at a position differs from the output.
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
