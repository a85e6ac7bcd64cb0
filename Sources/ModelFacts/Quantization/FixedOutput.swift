public import ModelFormat

/// The scale and zero point of an operator's output by the specification, and what LiteRT makes of
/// others.
public struct FixedOutput: Sendable {
  /// The scale.
  public let scale: Float
  /// The zero point.
  public let zeroPoint: Int64
  /// How far the scale may be off, as a part of it.
  public let slack: Float
  /// Whether LiteRT refuses another scale.
  public let refusesScale: Bool
  /// Whether LiteRT refuses another zero point.
  public let refusesZeroPoint: Bool

  /// Nil for a type that the operator has no kernel for.
  ///
  /// What is refused was seen by running one-operator models in ai-edge-litert 2.3.0.
  public init?(_ op: BuiltinOperator, _ input: ElementType, _ output: ElementType) {
    if op == .softmax, [.int8, .uint8].contains(input), output == .int16 {
      self.init(1 / 65536, -32768, slack: 0.001, scale: true, zero: true)
      return
    }
    guard input == output else { return nil }
    switch (op, output) {
    case (.logistic, .int8): self.init(1 / 256, -128, scale: true, zero: false)
    case (.logistic, .uint8): self.init(1 / 256, 0, scale: true, zero: false)
    case (.tanh, .int8): self.init(1 / 128, 0, scale: false, zero: false)
    case (.tanh, .uint8): self.init(1 / 128, 128, scale: false, zero: false)
    case (.logistic, .int16), (.tanh, .int16): self.init(1 / 32768, 0, scale: true, zero: true)
    case (.softmax, .int8): self.init(1 / 256, -128, slack: 0.001, scale: true, zero: true)
    // The reference kernel for uint8 computes as if the fixed scale stood there.
    case (.softmax, .uint8): self.init(1 / 256, 0, slack: 0.001, scale: true, zero: false)
    case (.softmax, .int16): self.init(1 / 32768, 0, slack: 0.001, scale: true, zero: true)
    case (.l2Normalization, .int8): self.init(1 / 128, 0, scale: true, zero: true)
    case (.l2Normalization, .uint8): self.init(1 / 128, 128, scale: true, zero: true)
    case (.logSoftmax, .int8): self.init(16 / 256, 127, scale: true, zero: true)
    case (.logSoftmax, .uint8): self.init(16 / 256, 255, scale: true, zero: true)
    default: return nil
    }
  }

  private init(
    _ scale: Float, _ zeroPoint: Int64, slack: Float = 0, scale isScaleRefused: Bool, zero: Bool
  ) {
    (self.scale, self.zeroPoint, self.slack) = (scale, zeroPoint, slack)
    (refusesScale, refusesZeroPoint) = (isScaleRefused, zero)
  }
}
