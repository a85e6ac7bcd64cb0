import QuantMath
import Testing

@Suite struct HardSwishFloatTests {
  @Test(arguments: [(-4, 0), (-3, 0), (0, 0), (3, 3), (5, 5)] as [(Float, Float)])
  func isExactOutsideTheBends(x: Float, expected: Float) {
    #expect(hardSwishFloatReference(x) == expected)
    #expect(hardSwishFloatXNNPACK(x) == expected)
  }

  /// Three roundings, of numbers up to 24, the first two divided by 6 later on: below 2⁻²¹.
  @Test func staysNearTheRealFunction() {
    for step in -400...400 {
      let x = Float(step) / 100
      let exact = hardSwish(Double(x))
      #expect(abs(Double(hardSwishFloatReference(x)) - exact) <= 0x1p-21)
      #expect(abs(Double(hardSwishFloatXNNPACK(x)) - exact) <= 0x1p-21)
    }
  }

  @Test func infinityBecomesABoundOnlyInTheReference() {
    #expect(FusedActivation.none.appliedReference(to: .infinity) == .greatestFiniteMagnitude)
    #expect(FusedActivation.none.appliedXNNPACK(to: .infinity) == .infinity)
    #expect(FusedActivation.relu6.appliedReference(to: 7) == 6)
    #expect(FusedActivation.reluN1To1.applied(to: -5) == -1)
    #expect(ReluFunction.relu.applied(to: .nan).isNaN)
  }
}
