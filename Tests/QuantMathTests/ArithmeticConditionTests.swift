import QuantMath
import Testing

@Suite struct ArithmeticConditionTests {
  /// Programs rely on these names: a change here is a change that users see.
  @Test func hasStableNames() {
    #expect(
      ArithmeticCondition.allCases.map(\.rawValue) == [
        "missing-quantization", "per-axis-quantization", "zero-scale", "negative-scale",
        "scale-not-finite", "zero-point-outside-codes", "multiplier-not-finite",
        "multiplier-vanishes", "output-scale-over-512x", "left-shift-undefined",
        "input-scale-over-128x",
        "zero-point-outside-int16", "int16-zero-point-not-zero", "type-not-supported",
        "types-differ", "activation-bound-overflow", "power-of-two-shift",
        "index-out-of-range", "add-multiplier-out-of-range", "relu-bound-overflow",
        "power-of-two-shapes",
        "xnnpack-ratio-out-of-range", "xnnpack-activation", "xnnpack-types",
        "xnnpack-quantization-refused", "xnnpack-quantization-crash",
      ])
  }

  @Test(arguments: ArithmeticCondition.allCases)
  func speaksInTheHouseStyle(_ condition: ArithmeticCondition) {
    let message = condition.message
    #expect(message.utf8.allSatisfy { $0 < 128 })
    #expect(!message.hasSuffix("."))
    #expect(message.count > 20)
  }

  @Test func messagesDiffer() {
    let messages = ArithmeticCondition.allCases.map(\.message)
    #expect(Set(messages).count == messages.count)
  }

  @Test func tellsAnAbortFromARefusal() {
    #expect(ArithmeticCondition.addMultiplierOutOfRange.effect == .aborts)
    #expect(ArithmeticCondition.inputScaleOver128x.effect == .refuses)
    #expect(ArithmeticCondition.outputScaleOver512x.effect == .computes)
    #expect(ArithmeticCondition.xnnpackTypes.effect == .notDelegated)
    #expect(ArithmeticCondition.xnnpackQuantizationRefused.effect == .refuses)
    #expect(ArithmeticCondition.xnnpackQuantizationCrash.effect == .aborts)
    #expect(ArithmeticCondition.reluBoundOverflow.effect == .undefined)
  }
}
