public import QuantMath

/// A new scale and zero point for the output of a HARD_SWISH.
public enum HardSwishGrid: String, CaseIterable, Sendable {
  /// Exactly the range that the input's codes can reach: the smallest scale, which keeps the dip below 0 if
  /// it is at least half a step deep.
  case tight
  /// The zero point in the middle of the codes, 0 for int8 and 128 for uint8, and 127 steps to the farthest
  /// value on either side; half of the codes are negative and hardly used.
  case symmetric
  /// Like `tight`, with the scale rounded up to the next power of two, for hardware that only shifts.
  case powerOfTwo = "power-of-two"

  /// The grid for a HARD_SWISH that reads `input`; nil if all input codes give 0, or if the input's scale is
  /// not a positive number.
  ///
  /// - Range: that of the real function over every input code, with 0 in it.
  /// - Rounding: the step to float32; the zero point to the nearest code, ties up, so that one end
  ///   of the range may be half a step outside.
  /// - Errors: none, but the runtime may not accept the result.
  public func grid(reading input: Grid) -> Grid? {
    guard input.hasUsableScale, input.scale > 0 else { return nil }
    let codes = input.codes
    var (least, most) = (0.0, 0.0)
    for code in codes.lowest...codes.highest {
      let value = hardSwish(input.real(code))
      (least, most) = (min(least, value), max(most, value))
    }
    let steps = Double(codes.count - 1)
    switch self {
    case .tight: return Grid(from: least, scale: Float((most - least) / steps), codes: codes)
    case .powerOfTwo:
      let step = Float((most - least) / steps)
      return Grid(from: least, scale: step.nextPowerOfTwo, codes: codes)
    case .symmetric:
      let middle = Int32((Int(codes.lowest) + Int(codes.highest) + 1) / 2)
      let step = Float(max(most, -least) / Double(codes.highest - middle))
      return step.isPositiveNormal ? Grid(scale: step, zeroPoint: middle, codes: codes) : nil
    }
  }
}

extension Float {
  /// The number itself if it is a power of two; infinite beyond the largest.
  fileprivate var nextPowerOfTwo: Float {
    guard isPositiveNormal, significand != 1 else { return self }
    return Float(sign: .plus, exponent: Int(exponent) + 1, significand: 1)
  }
}
