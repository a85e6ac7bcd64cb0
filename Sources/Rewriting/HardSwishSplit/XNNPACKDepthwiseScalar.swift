internal import QuantMath

/// One channel of a 1 by 1 depthwise convolution on 8 bits, as XNNPACK computes it on x86-64.
///
/// The zero points of the grids are codes of their types.
struct XNNPACKDepthwiseScalar {
  private let input: Grid
  private let output: Grid
  private let weight: Int32
  private let bias: Int32
  /// `inputScale · weightScale / outputScale`, each step rounded to float32.
  private let ratio: Float

  /// Prepares the channel; nil where XNNPACK refuses the ratio of the scales: 256 and more.
  ///
  /// - Source: XNNPACK `src/operators/convolution-nhwc.c`, `requantization_scale`.
  init?(input: Grid, weight: QuantizedScalar, bias: Int32, output: Grid) {
    (self.input, self.output) = (input, output)
    (self.weight, self.bias) = (weight.code, bias)
    ratio = input.scale * weight.grid.scale / output.scale
    guard ratio < 256 else { return nil }
  }

  /// The output code of an input code.
  ///
  /// - Rounding: the accumulator and its product with the ratio each to float32, then to nearest,
  ///   ties to even.
  /// - Overflow: the accumulator wraps in 32 bits; the result is clamped to the codes.
  /// - Source: XNNPACK `src/qs8-qc8w-dwconv` and `src/qu8-dwconv`, the `fp32` variants; held to
  ///   ai-edge-litert 2.3.0, x86-64.
  func output(of code: Int32) -> Int32 {
    let accumulator = (code &- input.zeroPoint) &* weight &+ bias
    let steps = roundHalfToEven(Double(Float(accumulator) * ratio))
    return output.codes.clamp(Int32(clamping: steps + Int64(output.zeroPoint)))
  }
}
