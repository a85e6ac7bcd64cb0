extension ArithmeticCondition {
  /// The condition and its effect, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .missingQuantization:
      "a tensor has no scale; the runtime reads scale 0, and every output is the zero point"
    case .perAxisQuantization:
      "a tensor has several scales where one is read; the runtime reads scale 0, "
        + "and every output is the zero point"
    case .zeroScale:
      "a scale is 0; every output is the zero point"
    case .negativeScale:
      "a scale is negative; the runtime computes with it, other tools may not"
    case .scaleNotFinite:
      "a scale is infinite or not a number; every output is the zero point on x86-64"
    case .zeroPointOutsideCodes:
      "a zero point is not a code of its tensor's type; no code represents the real number 0"
    case .multiplierNotFinite:
      "the ratio of the scales is not a finite number; every output is the zero point on x86-64"
    case .multiplierVanishes:
      "the ratio of the scales is below 2^-32; every output is the zero point"
    case .outputScaleOver512x:
      "the output scale is over 512 times the input scale; the reference kernel's 16-bit shift "
        + "overflows, and every output is one code above or below the zero point: "
        + "hard_swish(0) is one above"
    case .leftShiftUndefined:
      "the scales require a left shift of 31 bits or more, which C++ leaves undefined; "
        + "what the runtime computes depends on the processor and on an element's position"
    case .inputScaleOver128x:
      "the input scale must be less than 128 times the output scale"
    case .zeroPointOutsideInt16:
      "the zero point of a HARD_SWISH tensor must be in -32768...32767"
    case .int16ZeroPointNotZero:
      "the zero point of an int16 tensor must be 0"
    case .typeNotSupported:
      "the operator has no kernel for this element type"
    case .typesDiffer:
      "the tensors of the operator must have one element type"
    case .activationBoundOverflow:
      "a bound of the fused activation, divided by the output scale, must fit in int32"
    case .powerOfTwoShift:
      "if two int16 inputs have power-of-two scales, one must have the output's scale "
        + "and the other must not have a larger one"
    case .indexOutOfRange:
      "an index of GATHER must be at least 0 and less than the number of entries"
    case .addMultiplierOutOfRange:
      "the larger input scale must be less than 2^19 (8 bits) or 2^14 (16 bits) times the "
        + "output scale, and all three scales more than 0; the process crashes"
    case .reluBoundOverflow:
      "a bound of the activation, divided by the output scale, does not fit in int32; "
        + "what the runtime computes depends on the processor"
    case .powerOfTwoShapes:
      "an int16 ADD with power-of-two scales reads past the end of the smaller input; both inputs "
        + "must have the same shape"
    case .xnnpackRatioOutOfRange:
      "XNNPACK does not support this ratio of scales; the built-in kernel runs"
    case .xnnpackActivation:
      "XNNPACK does not support this fused activation; the built-in kernel runs"
    case .xnnpackTypes:
      "XNNPACK does not support these element types; the built-in kernel runs"
    case .xnnpackQuantizationRefused:
      "the XNNPACK delegate accepts the operator and then rejects its tensor: the zero point must "
        + "be a code, and the scale a positive number of at least 2^-126"
    case .xnnpackQuantizationCrash:
      "the XNNPACK delegate crashes when it reads an 8-bit QUANTIZE whose zero "
        + "point is not a code or whose scale is not a positive number of at least 2^-126"
    }
  }
}
