import QuantMath
import Testing

/// The conformance tests hold these kernels to the runtime; here are the cases with a reason.
@Suite struct XNNPACKDepthwiseScalarTests {
  private let grid = Grid(scale: 0.5, zeroPoint: 0, codes: .int8)

  private func prepare(_ weightScale: Float) throws -> XNNPACKDepthwiseScalarPreparation {
    try XNNPACKDepthwiseScalarPreparation(
      input: grid, weightScale: weightScale, output: grid, activation: .none)
  }

  @Test(arguments: [(5, 2), (7, 4), (-5, -2), (-7, -4)] as [(Int32, Int32)])
  func tiesGoToTheEvenCode(code: Int32, expected: Int32) throws {
    #expect(depthwiseScalarXNNPACK(code, weight: 1, bias: 0, try prepare(0.5)) == expected)
  }

  @Test func saturatesAfterTheBias() throws {
    let p = try prepare(1)
    #expect(depthwiseScalarXNNPACK(100, weight: 1, bias: 100_000, p) == 127)
    #expect(depthwiseScalarXNNPACK(100, weight: -1, bias: -100_000, p) == -128)
  }

  @Test(
    arguments: [
      (256, ArithmeticCondition.xnnpackRatioOutOfRange), (0, .xnnpackRatioOutOfRange),
      (.nan, .xnnpackGridRefused),
    ] as [(Float, ArithmeticCondition)])
  func refusesOddScales(scale: Float, condition: ArithmeticCondition) {
    let error = #expect(throws: PreparationError.self) { try prepare(scale) }
    #expect(error?.condition == condition)
  }
}
