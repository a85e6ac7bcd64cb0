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
/// - Rounding: each input once instead of twice: to nearest with ties up, or towards −∞ before
///   that where its scale is less than 2⁻¹⁹ of the larger one. The sum as in the reference.
/// - Overflow: the sum is narrowed to 16 bits by dropping the high ones. With an input scale over
///   some 100 output scales it comes out on the wrong side; the reference saturates there.
/// - Source: LiteRT `kernels/internal/optimized/integer_ops/add.h`, `AddElementwiseInt8`.
public func addBuiltinEqualShapes(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  narrowed(builtinSum(p.first.lane(a), p.second.lane(b), p), p)
}

/// The output code of quantized ADD, as the built-in vector kernel computes it for two int16 tensors
/// of one shape.
///
/// It is for whole groups of sixteen elements, as `addBuiltinEqualShapes` is; about one sum in 150,000
/// comes out a code from the reference.
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

/// The output code of quantized ADD, as the built-in vector kernel computes it where one int8 input
/// is a single element, and for uint8 in every case.
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

/// The sum of two codes less their zero points, each brought to the fine grid with one rounding.
private func builtinSum(_ a: Int32, _ b: Int32, _ p: AddPreparation) -> Int32 {
  // Negative counts shift right.
  let x = roundingDoublingHighMultiply(
    a << (p.leftShift + p.firstMultiplier.exponent), p.firstMultiplier.mantissa)
  let y = roundingDoublingHighMultiply(
    b << (p.leftShift + p.secondMultiplier.exponent), p.secondMultiplier.mantissa)
  return onOutputGrid(x, y, p)
}

/// The sum of two numbers of the fine grid, in codes of the output less its zero point.
private func onOutputGrid(_ x: Int32, _ y: Int32, _ p: AddPreparation) -> Int32 {
  roundingDivideByPowerOfTwo(
    roundingDoublingHighMultiply(x &+ y, p.outputMultiplier.mantissa),
    exponent: -p.outputMultiplier.exponent)
}

/// A sum as a code: narrowed to a lane of 16 bits and clamped.
private func narrowed(_ sum: Int32, _ p: AddPreparation) -> Int32 {
  p.bounds.vectorCode(Int16(truncatingIfNeeded: sum &+ p.output.zeroPoint))
}
