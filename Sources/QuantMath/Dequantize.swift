/// The float of a code, as the reference DEQUANTIZE computes it; XNNPACK gives the same bits.
///
/// - Units: a real number.
/// - Rounding: `scale · (code − zeroPoint)` once, to float32.
/// - Overflow: the difference wraps in 32 bits, which needs a zero point outside the codes.
/// - Errors: none here; the runtime refuses int16 codes with a zero point other than 0.
/// - Source: LiteRT `kernels/internal/reference/dequantize.h`, `Dequantize`. The built-in
///   kernel on Arm and SSE computes `scale · code + (−scale · zeroPoint)` instead, and may
///   differ in the last bit.
public func dequantizeReference(_ code: Int32, on grid: Grid) -> Float {
  Float(Double(grid.scale) * Double(code &- grid.zeroPoint))
}
