/// The code of a float, as the reference QUANTIZE computes it.
///
/// - Rounding: `x / scale` to float32, then to nearest, ties away from zero.
/// - Overflow: clamped to the grid's codes. A quotient outside int32 is undefined in C++ and
///   clamped here; NaN gives the zero point here.
/// - Source: LiteRT `kernels/internal/reference/quantize.h`, `AffineQuantize`.
public func quantizeReference(_ x: Float, on grid: Grid) -> Int32 {
  let steps = roundHalfAway(Double(x / grid.scale))
  return grid.codes.clamp(Int32(clamping: steps + Int64(grid.zeroPoint)))
}

/// The code of a float, as XNNPACK's QUANTIZE computes it: the default path for 8 bits.
///
/// - Rounding: `1 / scale` to float32, the product to float32, then to nearest, ties to even.
/// - Overflow: clamped to the grid's codes before it is rounded; NaN gives the zero point here.
/// - Source: XNNPACK `src/microparams-init.c`, `xnn_init_f32_qs8_cvt_scalar_params`;
///   `src/f32-qs8-vcvt`.
public func quantizeXNNPACK(_ x: Float, on grid: Grid) -> Int32 {
  let steps = x * (1 / grid.scale)
  let lowest = Float(grid.codes.lowest) - Float(grid.zeroPoint)
  let highest = Float(grid.codes.highest) - Float(grid.zeroPoint)
  let clamped = steps.isNaN ? 0 : min(highest, max(lowest, steps))
  return Int32(clamping: roundHalfToEven(Double(clamped)) + Int64(grid.zeroPoint))
}

/// The float of a code, as the reference DEQUANTIZE computes it; XNNPACK gives the same bits.
///
/// - Units: a real number.
/// - Rounding: `scale · (code − zeroPoint)` once, to float32.
/// - Overflow: the difference wraps in 32 bits, which needs a zero point outside the codes.
/// - Errors: none here; the runtime rejects int16 codes with a zero point other than 0.
/// - Source: LiteRT `kernels/internal/reference/dequantize.h`, `Dequantize`. The built-in
///   kernel on Arm and SSE computes `scale · code + (−scale · zeroPoint)` instead, and may
///   differ in the last bit.
public func dequantizeReference(_ code: Int32, on grid: Grid) -> Float {
  Float(Double(grid.scale) * Double(code &- grid.zeroPoint))
}

/// The output code of a CAST between integer types: the same number, whatever the scales.
///
/// - Overflow: wraps: int8 −1 becomes uint8 255.
/// - Source: LiteRT `kernels/cast.cc`, a C++ `static_cast`.
public func castReference(_ code: Int32, to codes: CodeRange) -> Int32 {
  codes.wrap(code)
}
