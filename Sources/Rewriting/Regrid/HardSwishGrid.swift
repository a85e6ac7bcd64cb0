public import QuantMath

/// How the output of a HARD_SWISH is to be quantized.
public enum HardSwishGrid: String, CaseIterable, Sendable {
  /// Exactly what the input's codes can reach: the smallest step, and with it the dip below 0
  /// wherever that is at least half a step deep.
  case tight
  /// The zero point in the middle of the codes, 0 for int8 and 128 for uint8, and 127 steps to the
  /// farthest value on either side; half of the codes are below 0, where hardly a value is.
  case symmetric
  /// As `tight`, the step rounded up to the next power of two, for hardware that only shifts.
  case powerOfTwo = "power-of-two"

  /// The grid for a HARD_SWISH that reads `input`; nil if no input code gives anything but 0,
  /// and where the input's scale is not a positive number.
  ///
  /// - Range: that of the real function over every input code, with 0 in it.
  /// - Rounding: the step to float32; the zero point to the nearest code, ties up, so that one end
  ///   of the range may be half a step outside.
  /// - Errors: none, but the result may be past what the runtime takes.
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
    case .tight: return Self.from(least, step: Float((most - least) / steps), codes)
    case .powerOfTwo:
      let step = Float((most - least) / steps)
      return Self.from(least, step: step.nextPowerOfTwo, codes)
    case .symmetric:
      let middle = Int32((Int(codes.lowest) + Int(codes.highest) + 1) / 2)
      let step = Float(max(most, -least) / Double(codes.highest - middle))
      return step.isPositiveNormal ? Grid(scale: step, zeroPoint: middle, codes: codes) : nil
    }
  }

  /// The grid whose lowest code is `least`, at most 0.
  private static func from(_ least: Double, step: Float, _ codes: CodeRange) -> Grid? {
    guard step.isPositiveNormal else { return nil }
    let below = min(roundHalfAway(-least / Double(step)), Int64(codes.count - 1))
    return Grid(scale: step, zeroPoint: codes.lowest + Int32(below), codes: codes)
  }
}

extension Float {
  /// Itself if it is a power of two; infinite past the largest.
  fileprivate var nextPowerOfTwo: Float {
    guard isPositiveNormal, significand != 1 else { return self }
    return Float(sign: .plus, exponent: Int(exponent) + 1, significand: 1)
  }
}
