public import ModelFormat

/// The scale and zero point that the specification fixes for an operator's output, and what LiteRT does with
/// others.
///
/// Source: LiteRT 8-bit quantization specification; what LiteRT rejects was found by running one-operator
/// models in ai-edge-litert 2.3.0.
public struct FixedOutput: Sendable {
  /// The type of the input.
  public let input: ElementType
  /// The type of the output.
  public let output: ElementType
  /// The scale.
  public let scale: Float
  /// The zero point.
  public let zeroPoint: Int64
  /// How far the scale may be off, relative to it.
  public let slack: Float
  /// Whether another scale is an error: some kernels of LiteRT reject it, or, for SOFTMAX of uint8, compute
  /// as if it were the fixed one.
  public let refusesScale: Bool
  /// Whether some kernels of LiteRT reject another zero point.
  public let refusesZeroPoint: Bool

  init(
    from input: ElementType, to output: ElementType, _ scale: Float, _ zeroPoint: Int64,
    slack: Float = 0, refusesScale: Bool, refusesZeroPoint: Bool
  ) {
    (self.input, self.output) = (input, output)
    (self.scale, self.zeroPoint, self.slack) = (scale, zeroPoint, slack)
    (self.refusesScale, self.refusesZeroPoint) = (refusesScale, refusesZeroPoint)
  }

  /// The same type on both sides.
  init(
    _ type: ElementType, _ scale: Float, _ zeroPoint: Int64, slack: Float = 0,
    refusesScale: Bool, refusesZeroPoint: Bool
  ) {
    self.init(
      from: type, to: type, scale, zeroPoint, slack: slack, refusesScale: refusesScale,
      refusesZeroPoint: refusesZeroPoint)
  }
}
