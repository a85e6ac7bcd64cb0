import QuantMath
import Testing

@Suite struct DepthwiseScalarTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.more("depthwise", "DEPTHWISE")
    #expect(rows.count == 64)
    for row in rows {
      let p = try DepthwiseScalarPreparation(
        input: row.grid("in_", .int8), weightScale: row.float("weight_scale"),
        output: row.grid("out_", .int8), activation: row.activation())
      let (weight, bias) = (try row.int("weight"), try row.int("bias"))
      let outputs = try row.codes(0).map {
        depthwiseScalarReference($0, weight: weight, bias: bias, p)
      }
      #expect(outputs == (try row.codes(1)), "\(row.place)")
    }
  }

  /// The accumulator wraps to −2³¹, and one half of that is clamped.
  @Test func wrapsTheAccumulator() throws {
    let grid = Grid(scale: 1, zeroPoint: 0, codes: .int8)
    let p = try DepthwiseScalarPreparation(
      input: grid, weightScale: 0.5, output: grid, activation: .none)
    #expect(depthwiseScalarReference(1, weight: 1, bias: .max, p) == -128)
  }

  @Test func hasNoPerChannelKernelForUInt8() {
    let grid = Grid(scale: 1, zeroPoint: 0, codes: .uint8)
    let error = #expect(throws: PreparationError.self) {
      try DepthwiseScalarPreparation(
        input: grid, weightScale: 1, output: grid, activation: .none)
    }
    #expect(error?.condition == .typeNotSupported)
  }

  /// In float32 the mantissa would be 1472560256, by an independent Python version.
  @Test func multipliesTheScalesInDouble() throws {
    let p = try DepthwiseScalarPreparation(
      input: Grid(scale: 0.1, zeroPoint: 0, codes: .int8), weightScale: 0.3,
      output: Grid(scale: 0.7, zeroPoint: 0, codes: .int8), activation: .none)
    #expect(p.multiplier == Multiplier(mantissa: 1_472_560_321, exponent: -4))
  }
}

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
      (.nan, .xnnpackQuantizationRefused),
    ] as [(Float, ArithmeticCondition)])
  func refusesOddScales(scale: Float, condition: ArithmeticCondition) {
    let error = #expect(throws: PreparationError.self) { try prepare(scale) }
    #expect(error?.condition == condition)
  }
}
