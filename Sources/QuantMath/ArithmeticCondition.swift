/// Something unusual about an operator's arithmetic, with a stable name.
///
/// If the runtime rejects the model, the condition is thrown as a `PreparationError`; if it
/// computes anyway, the condition is returned with the result that the runtime computes.
public enum ArithmeticCondition: String, CaseIterable, Sendable {
  // Returned with the operator, which computes anyway.
  case missingQuantization = "missing-quantization"
  case perAxisQuantization = "per-axis-quantization"
  case zeroScale = "zero-scale"
  case negativeScale = "negative-scale"
  case scaleNotFinite = "scale-not-finite"
  case zeroPointOutsideCodes = "zero-point-outside-codes"
  case multiplierNotFinite = "multiplier-not-finite"
  case multiplierVanishes = "multiplier-vanishes"
  case outputScaleOver512x = "output-scale-over-512x"
  case leftShiftUndefined = "left-shift-undefined"

  // Thrown: the runtime does not prepare, or does not run, the operator.
  case inputScaleOver128x = "input-scale-over-128x"
  case zeroPointOutsideInt16 = "zero-point-outside-int16"
  case int16ZeroPointNotZero = "int16-zero-point-not-zero"
  case typeNotSupported = "type-not-supported"
  case typesDiffer = "types-differ"
  case activationBoundOverflow = "activation-bound-overflow"
  case powerOfTwoShift = "power-of-two-shift"
  case indexOutOfRange = "index-out-of-range"

  // Thrown: the process would crash.
  case addMultiplierOutOfRange = "add-multiplier-out-of-range"

  // Thrown: no result would be meaningful.
  case reluBoundOverflow = "relu-bound-overflow"
  case powerOfTwoShapes = "power-of-two-shapes"

  // Thrown: the delegate leaves the operator to the built-in kernel.
  case xnnpackRatioOutOfRange = "xnnpack-ratio-out-of-range"
  case xnnpackActivation = "xnnpack-activation"
  case xnnpackTypes = "xnnpack-types"

  // Thrown: the delegate accepts the operator and fails, with an error or a signal.
  case xnnpackQuantizationRefused = "xnnpack-quantization-refused"
  case xnnpackQuantizationCrash = "xnnpack-quantization-crash"

  /// What the runtime does under a condition.
  public enum Effect: String, Sendable {
    /// It computes, and the kernels here give exactly what it computes.
    case computes
    /// It returns an error while preparing or running the model.
    case refuses
    /// It crashes the process with a signal, so there is no error to catch.
    case aborts
    /// The result is undefined in C++, and processors differ: a result here is one of several.
    case undefined
    /// The XNNPACK delegate does not accept the operator; another kernel computes it.
    case notDelegated = "not-delegated"
  }

  /// What the runtime does under this condition.
  public var effect: Effect {
    switch self {
    case .missingQuantization, .perAxisQuantization, .zeroScale, .negativeScale,
      .scaleNotFinite, .zeroPointOutsideCodes, .multiplierNotFinite, .multiplierVanishes,
      .outputScaleOver512x:
      .computes
    case .inputScaleOver128x, .zeroPointOutsideInt16, .int16ZeroPointNotZero,
      .typeNotSupported, .typesDiffer, .activationBoundOverflow, .powerOfTwoShift,
      .indexOutOfRange, .xnnpackQuantizationRefused:
      .refuses
    case .addMultiplierOutOfRange, .xnnpackQuantizationCrash: .aborts
    case .leftShiftUndefined, .reluBoundOverflow, .powerOfTwoShapes: .undefined
    case .xnnpackRatioOutOfRange, .xnnpackActivation, .xnnpackTypes: .notDelegated
    }
  }
}
