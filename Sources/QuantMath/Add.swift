/// What a quantized ADD needs before the first element, for 8-bit codes and for int16 codes
/// with scales of any size.
///
/// Both inputs are brought to a common fine grid, added there, and brought to the output's.
public struct AddPreparation: Hashable, Sendable {
  /// The first input's grid.
  public let first: Grid
  /// The second input's grid.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// How far codes are shifted left onto the fine grid: 20 places, or 15 for int16.
  public let leftShift: Int
  /// Rescales the first input to the common grid; at most one half.
  public let firstMultiplier: Multiplier
  /// Rescales the second input to the common grid; at most one half, and negative if it is subtracted.
  public let secondMultiplier: Multiplier
  /// Rescales the sum to the output's grid; less than 1.
  public let outputMultiplier: Multiplier
  /// The range of the fused activation.
  public let bounds: OutputBounds
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares the operator as the runtime does; SUB is an ADD whose second multiplier is negated.
  ///
  /// - Throws: `types-differ`, `type-not-supported`, `int16-zero-point-not-zero`,
  ///   `activation-bound-overflow`, and `add-multiplier-out-of-range`, which crashes the runtime: all three
  ///   multipliers must be in (0, 1).
  /// - Source: LiteRT `kernels/add.cc`, `Prepare`, and `kernels/sub.cc`, `PrepareGeneralSubOp`;
  ///   `kernels/internal/quantization_util.cc`, `QuantizeMultiplierSmallerThanOneExp`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation, subtracts: Bool = false
  ) throws(PreparationError) {
    try Grid.requireOperands(first, second, output: output)
    (self.first, self.second, self.output) = (first, second, output)

    leftShift = output.codes == .int16 ? 15 : 20
    let twiceLargerScale = 2 * Double(max(first.scale, second.scale))
    // In float32, like the runtime: if the result is not finite, the multiplier is 0.
    let finerOutputScale = Double(output.scale * Float(1 << leftShift))
    let real = twiceLargerScale / finerOutputScale
    let scales = "scales \(first.scale) + \(second.scale) -> \(output.scale)"
    firstMultiplier = try Self.belowOne(Double(first.scale) / twiceLargerScale, scales)
    let way = try Self.belowOne(Double(second.scale) / twiceLargerScale, scales)
    secondMultiplier =
      subtracts ? Multiplier(mantissa: -way.mantissa, exponent: way.exponent) : way
    outputMultiplier = try Self.belowOne(real, scales)
    bounds = try OutputBounds(activation, on: output)
    conditions = Grid.conditions(first, second, output, multiplier: real)
  }

  private static func belowOne(
    _ real: Double, _ scales: String
  ) throws(PreparationError) -> Multiplier {
    let multiplier = quantizeMultiplier(real)
    guard real > 0, real < 1, multiplier.exponent <= 0 else {
      throw PreparationError(.addMultiplierOutOfRange, scales)
    }
    return multiplier
  }
}

/// The output code of quantized ADD, as the reference kernel computes it.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: three times, as `multiplyByQuantizedMultiplier`.
/// - Overflow: wraps in 32 bits, which needs a zero point outside the codes.
/// - Source: LiteRT `kernels/internal/reference/integer_ops/add.h` and
///   `kernels/internal/reference/add.h`, `AddElementwise`.
public func addReference(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  let x = multiplyByQuantizedMultiplier(
    (a &- p.first.zeroPoint) << p.leftShift, p.firstMultiplier)
  let y = multiplyByQuantizedMultiplier(
    (b &- p.second.zeroPoint) << p.leftShift, p.secondMultiplier)
  let sum = multiplyByQuantizedMultiplier(x &+ y, p.outputMultiplier)
  return p.bounds.code(sum &+ p.output.zeroPoint)
}

/// The output code of quantized ADD, as the built-in vector kernel computes it for two int8
/// tensors of one shape.
///
/// This is the kernel without delegates on Arm and on x86-64, for whole groups of sixteen elements;
/// what is left over goes through `addReference`. An element's result therefore depends on its
/// position.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: each input once instead of twice: to nearest with ties up, or towards −∞ before that if its
///   scale is less than 2⁻¹⁹ of the larger one. The sum as in the reference.
/// - Overflow: the sum is narrowed to 16 bits by dropping the high ones. With an input scale over about 100
///   output scales, it wraps to the wrong sign; the reference saturates there.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/add.h`, `AddElementwiseInt8`.
public func addBuiltinEqualShapes(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  narrowed(builtinSum(p.first.lane(a), p.second.lane(b), p), p)
}

/// The output code of quantized ADD, as the built-in vector kernel computes it for two int16
/// tensors of one shape.
///
/// It computes whole groups of sixteen elements, like `addBuiltinEqualShapes`; about one sum in 150,000
/// differs by a code from the reference.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator, without power-of-two scales.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as `addBuiltinEqualShapes`.
/// - Overflow: saturates, as in the reference.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/add.h`, `AddElementwiseInt16`; by
///   observation of ai-edge-litert 2.3.0, x86-64, which takes this branch: no difference in 4.5
///   million sums of 70 models, where the reference has 31.
public func addBuiltinWords(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  p.bounds.code(builtinSum(a, b, p))
}

/// The output code of quantized ADD, as the built-in vector kernel computes it for an int8 input with a
/// single element, and always for uint8.
///
/// This is the kernel without delegates on Arm and on x86-64, for whole groups of eight elements;
/// what is left over goes through `addReference`.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as the reference, but the right shift of an input goes towards −∞.
/// - Overflow: as `addBuiltinEqualShapes`.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/add.h`, `AddScalarBroadcast`;
///   `kernels/internal/optimized/optimized_ops.h`, `AddElementwise` for `uint8`.
public func addBuiltinBroadcast(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  let x = roundingDoublingHighMultiply(
    p.first.lane(a) << p.leftShift, p.firstMultiplier.mantissa)
  let y = roundingDoublingHighMultiply(
    p.second.lane(b) << p.leftShift, p.secondMultiplier.mantissa)
  return narrowed(
    onOutputGrid(x >> -p.firstMultiplier.exponent, y >> -p.secondMultiplier.exponent, p), p)
}

/// The sum of two codes minus their zero points, each rescaled to the fine grid with one rounding.
private func builtinSum(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  // Negative counts shift right.
  let x = roundingDoublingHighMultiply(
    a << (p.leftShift + p.firstMultiplier.exponent), p.firstMultiplier.mantissa)
  let y = roundingDoublingHighMultiply(
    b << (p.leftShift + p.secondMultiplier.exponent), p.secondMultiplier.mantissa)
  return onOutputGrid(x, y, p)
}

/// The sum of two numbers of the fine grid, in codes of the output minus its zero point.
private func onOutputGrid(_ x: Int32, _ y: Int32, _ p: AddPreparation) -> Int32 {
  roundingDivideByPowerOfTwo(
    roundingDoublingHighMultiply(x &+ y, p.outputMultiplier.mantissa),
    exponent: -p.outputMultiplier.exponent)
}

/// A sum as a code: narrowed to a lane of 16 bits and clamped.
private func narrowed(_ sum: Int32, _ p: AddPreparation) -> Int32 {
  p.bounds.vectorCode(Int16(truncatingIfNeeded: sum &+ p.output.zeroPoint))
}

/// What XNNPACK's quantized ADD needs before the first element: the default path on CPUs.
public struct XNNPACKAddPreparation: Hashable, Sendable {
  /// The first input's grid.
  public let first: Grid
  /// The second input's grid.
  public let second: Grid
  /// The output's grid.
  public let output: Grid
  /// How far the weighted sum is shifted right, so that the larger multiplier has 21 bits.
  public let shift: Int
  /// `firstScale / outputScale · 2^shift`.
  public let firstMultiplier: Int32
  /// `secondScale / outputScale · 2^shift`, negative if the input is subtracted.
  public let secondMultiplier: Int32
  /// The range of the fused activation.
  public let bounds: OutputBounds

  /// Prepares the operator as XNNPACK does.
  ///
  /// - Rounding: the quotients to float32; the multipliers to nearest, ties to even.
  /// - Throws: `xnnpack-types`, `xnnpack-activation`, `xnnpack-ratio-out-of-range` unless both
  ///   quotients are in [2⁻¹⁰, 2⁸), and `xnnpack-quantization-refused`.
  /// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_qs8_add_minmax_scalar_params`.
  public init(
    first: Grid, second: Grid, output: Grid, activation: FusedActivation, subtracts: Bool = false
  ) throws(PreparationError) {
    try Grid.requireOneXNNPACKType(first, second, output)
    (self.first, self.second, self.output) = (first, second, output)

    let (a, b) = (first.scale / output.scale, second.scale / output.scale)
    try Grid.requireXNNPACKRatios([a, b], in: 0x1p-10..<0x1p8, first, second, output)
    bounds = try OutputBounds(xnnpack: activation, on: output)
    try Grid.requireXNNPACKValues(first, second, output, otherwise: .xnnpackQuantizationRefused)

    shift = 20 - Int(max(a, b).exponent)
    // Times a power of two: exact in double, and rounded once.
    let unit = Double(1 << shift)
    firstMultiplier = Int32(clamping: roundHalfToEven(Double(a) * unit))
    let multiplier = Int32(clamping: roundHalfToEven(Double(b) * unit))
    secondMultiplier = subtracts ? -multiplier : multiplier
  }
}

/// The output code of quantized ADD, as XNNPACK computes it on x86-64 and on Arm alike.
///
/// - Parameters:
///   - a: a code of the first input.
///   - b: a code of the second input.
///   - p: the prepared operator.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: once, to nearest, ties up.
/// - Overflow: the sum wraps in 32 bits, which needs a zero point outside the codes; then it
///   saturates, as `xnnpackCode` says.
/// - Source: XNNPACK `src/qs8-vadd/scalar.c.in`, `src/qs8-vadd/neon.c.in`.
public func addXNNPACK(_ a: Int32, _ b: Int32, _ p: XNNPACKAddPreparation) -> Int32 {
  let half: Int32 = 1 << (p.shift - 1)
  let sum =
    half
    &+ (a &- p.first.zeroPoint) &* p.firstMultiplier
    &+ (b &- p.second.zeroPoint) &* p.secondMultiplier
  return p.bounds.xnnpackCode(sum >> p.shift, zeroPoint: p.output.zeroPoint)
}
