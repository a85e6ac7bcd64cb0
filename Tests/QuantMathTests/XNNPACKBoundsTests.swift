import QuantMath
import Testing

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
