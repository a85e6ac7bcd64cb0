/// What one channel of a 1 by 1 depthwise convolution on int8 needs before the first element.
///
/// Such a convolution computes `weight · x + bias` on each channel: a scale and an offset.
public struct DepthwiseScalarPreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `inputScale · weightScale / outputScale` of this channel, in double.
  public let multiplier: Multiplier
  /// The range of the fused activation.
  public let bounds: OutputBounds
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]

  /// Prepares one channel as the runtime does.
  ///
  /// - Parameters:
  ///   - input: the input's grid.
  ///   - weightScale: the weights' scale in this channel; their zero point is 0.
  ///   - output: the output's grid.
  ///   - activation: the fused activation.
  /// - Throws: `types-differ`, `type-not-supported` for codes other than int8,
  ///   `activation-bound-overflow`.
  /// - Source: LiteRT `kernels/kernel_util.cc`, `PopulateConvolutionQuantizationParams`.
  public init(
    input: Grid, weightScale: Float, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    try Grid.requireOneType(input, output)
    guard output.codes == .int8 else {
      throw PreparationError(.typeNotSupported, "\(output.codes)")
    }
    (self.input, self.output) = (input, output)

    let real = Double(input.scale) * Double(weightScale) / Double(output.scale)
    multiplier = quantizeMultiplier(real)
    bounds = try OutputBounds(activation, on: output)
    conditions = Grid.conditions(input, output, multiplier: real)
  }
}

/// The output code of one element of a 1 by 1 depthwise convolution, as the reference kernel
/// computes it.
///
/// - Parameters:
///   - code: an input code.
///   - weight: the channel's weight, −127...127, in steps of its scale.
///   - bias: the channel's bias, in steps of `inputScale · weightScale`; the kernel does not
///     look at the scale that the bias tensor claims.
///   - p: the prepared channel.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: as `multiplyByQuantizedMultiplier`.
/// - Overflow: the accumulator wraps in 32 bits; in C++ that is undefined, so no model may
///   rely on it.
/// - Source: LiteRT `kernels/internal/reference/integer_ops/depthwise_conv.h`,
///   `DepthwiseConvPerChannel`.
public func depthwiseScalarReference(
  _ code: Int32, weight: Int32, bias: Int32, _ p: DepthwiseScalarPreparation
) -> Int32 {
  let accumulator = (code &- p.input.zeroPoint) &* weight &+ bias
  return p.bounds.code(
    multiplyByQuantizedMultiplier(accumulator, p.multiplier) &+ p.output.zeroPoint)
}

/// What XNNPACK's 1 by 1 depthwise convolution on int8 needs before the first element: the default
/// path on CPUs.
public struct XNNPACKDepthwiseScalarPreparation: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The output's grid.
  public let output: Grid
  /// `inputScale · weightScale / outputScale` of this channel, each step rounded to float32.
  public let ratio: Float
  /// The range of the fused activation.
  public let bounds: OutputBounds

  /// Prepares one channel as XNNPACK does.
  ///
  /// - Parameters:
  ///   - input: the input's grid.
  ///   - weightScale: the weights' scale in this channel; their zero point is 0.
  ///   - output: the output's grid.
  ///   - activation: the fused activation.
  /// - Throws: `xnnpack-types` for codes other than int8, `xnnpack-activation`,
  ///   `xnnpack-ratio-out-of-range` unless the ratio is in [2⁻³², 2⁸), and `xnnpack-quantization-refused`.
  /// - Source: XNNPACK `src/operators/convolution-nhwc.c`,
  ///   `xnn_create_convolution2d_nhwc_qs8_qc8w`.
  public init(
    input: Grid, weightScale: Float, output: Grid, activation: FusedActivation
  ) throws(PreparationError) {
    try Grid.requireOneXNNPACKType(input, output)
    guard output.codes == .int8 else { throw PreparationError(.xnnpackTypes, "\(output.codes)") }
    (self.input, self.output) = (input, output)

    ratio = input.scale * weightScale / output.scale
    try Grid.requireXNNPACKRatios([ratio], in: 0x1p-32..<0x1p8, input, output)
    bounds = try OutputBounds(xnnpack: activation, on: output)
    let weights = Grid(scale: weightScale, zeroPoint: 0, codes: .int8)
    try Grid.requireXNNPACKValues(input, weights, output, otherwise: .xnnpackQuantizationRefused)
  }
}

/// The output code of one element of a 1 by 1 depthwise convolution, as XNNPACK computes it on
/// x86-64.
///
/// - Parameters:
///   - code: an input code.
///   - weight: the channel's weight, in steps of its scale.
///   - bias: the channel's bias, in steps of `inputScale · weightScale`, whatever scale the bias
///     tensor claims.
///   - p: the prepared channel.
/// - Returns: a code of the output's type, within the fused activation's range.
/// - Rounding: the accumulator to float32, its product with the ratio to float32, then to nearest,
///   ties to even.
/// - Overflow: the accumulator wraps in 32 bits; the result saturates, as `xnnpackCode` says.
/// - Source: XNNPACK `src/qs8-dwconv/unipass-sse-mul16.c.in` with `fp32` requantization.
public func depthwiseScalarXNNPACK(
  _ code: Int32, weight: Int32, bias: Int32, _ p: XNNPACKDepthwiseScalarPreparation
) -> Int32 {
  let accumulator = (code &- p.input.zeroPoint) &* weight &+ bias
  let moved = roundHalfToEven(Double(Float(accumulator) * p.ratio))
  return p.bounds.xnnpackCode(Int32(clamping: moved), zeroPoint: p.output.zeroPoint)
}
