import QuantMath
import Testing

@Suite struct OutputBoundsTests {
  @Test(
    arguments: [
      (FusedActivation.none, 0.1, 0, -128, 127, "no activation: the codes"),
      (.tanh, 0.1, 0, -128, 127, "TANH is ignored"),
      (.signBit, 0.1, 0, -128, 127, "SIGN_BIT is ignored"),
      (.relu, 0.1, -20, -20, 127, "RELU starts at the zero point"),
      (.relu6, 0.1, -20, -20, 40, "RELU6 ends at 6"),
      (.relu6, 0.01, -20, -20, 127, "6 is beyond the codes"),
      (.reluN1To1, 0.1, 5, -5, 15, "RELU_N1_TO_1"),
      (.relu6, 4, 0, 0, 2, "1.5 is a tie and goes away from zero"),
      (.reluN1To1, 0.4, 0, -3, 3, "±2.5 are ties and go away from zero"),
      (.relu, 1, 200, 200, 127, "a zero point above the codes"),
    ] as [(FusedActivation, Float, Int32, Int32, Int32, String)])
  func bounds(
    activation: FusedActivation, scale: Float, zeroPoint: Int32, lowest: Int32, highest: Int32,
    why: String
  ) throws {
    let grid = Grid(scale: scale, zeroPoint: zeroPoint, codes: .int8)
    let bounds = try OutputBounds(activation, on: grid)
    #expect((bounds.lowest, bounds.highest) == (lowest, highest), "\(why)")
  }

  @Test func theUpperBoundCountsWhereTheyCross() throws {
    let bounds = try OutputBounds(.relu, on: Grid(scale: 1, zeroPoint: 200, codes: .int8))
    #expect(bounds.code(0) == 127)
  }

  @Test(arguments: [0, 1e-12, .nan] as [Float]) func refusesABoundBeyondInt32(scale: Float) {
    let error = #expect(throws: PreparationError.self) {
      try OutputBounds(.relu6, on: Grid(scale: scale, zeroPoint: 0, codes: .int8))
    }
    #expect(error?.condition == .activationBoundOverflow)
  }
}

@Suite struct XNNPACKBoundsTests {
  static func bounds(
    _ activation: FusedActivation, _ output: Grid
  ) throws -> OutputBounds {
    let one = Grid(scale: output.scale, zeroPoint: 0, codes: output.codes)
    return try XNNPACKAddPreparation(
      first: one, second: one, output: output, activation: activation
    ).bounds
  }

  /// 6 / 4 = 1.5 and 6 / 2.4 = 2.5: the built-in kernels make them 2 and 3.
  @Test(arguments: [(4, 0, 2), (2.4, 0, 2), (4, 1, 2), (0.01, 0, 127)] as [(Float, Int32, Int32)])
  func roundsTiesToEven(scale: Float, zeroPoint: Int32, highest: Int32) throws {
    let grid = Grid(scale: scale, zeroPoint: zeroPoint, codes: .int8)
    #expect(try Self.bounds(.relu6, grid).highest == highest)
  }

  @Test(arguments: [FusedActivation.tanh, .signBit])
  func leavesOtherActivationsAlone(activation: FusedActivation) {
    let error = #expect(throws: PreparationError.self) {
      try Self.bounds(activation, Grid(scale: 1, zeroPoint: 0, codes: .int8))
    }
    #expect(error?.condition == .xnnpackActivation)
  }
}
