import QuantMath
import Testing

@Suite struct PreparationErrorTests {
  static func error(_ input: Float, _ output: Float) -> PreparationError? {
    #expect(throws: PreparationError.self) {
      try HardSwishPreparation(
        input: Grid(scale: input, zeroPoint: 0, codes: .int8),
        output: Grid(scale: output, zeroPoint: 0, codes: .int8))
    }
  }

  @Test func saysWhatWasFoundAndWhatIsAllowed() {
    #expect(
      Self.error(5, 0.01).map { "\($0)" } == """
        the input scale must be less than 128 times the output scale: \
        input scale 5.0, output scale 0.01 [input-scale-over-128x]
        """)
  }

  @Test func isEqualByCondition() {
    #expect(Self.error(5, 0.01) == Self.error(7, 0.01))
  }
}
