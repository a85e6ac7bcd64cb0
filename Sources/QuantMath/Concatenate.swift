/// The output code of a CONCATENATION of uint8 for a code of one of its inputs.
///
/// If the input's scale or zero point differs from the output's, the kernel rescales. No other type has such
/// a kernel. All of LiteRT's kernels compute this.
///
/// - Parameters:
///   - code: an input code.
///   - input: the input's grid.
///   - output: the output's grid.
/// - Returns: a code of the output's type.
/// - Rounding: the reciprocal of the output's scale, the ratio, the offset and their sum to float32;
///   the sum to the nearest integer, ties away from zero.
/// - Overflow: clamped to the codes.
/// - Source: LiteRT `kernels/internal/reference/concatenation.h`, `ConcatenationWithScaling`.
public func concatenateReference(_ code: Int32, from input: Grid, to output: Grid) -> Int32 {
  if input.scale == output.scale && input.zeroPoint == output.zeroPoint { return code }
  let ratio = input.scale * (1 / output.scale)
  let offset = Float(-input.zeroPoint) * ratio
  let moved = roundHalfAway(Double(Float(code) * ratio + offset))
  return output.codes.clamp(Int32(clamping: moved + Int64(output.zeroPoint)))
}
