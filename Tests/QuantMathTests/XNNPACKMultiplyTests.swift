import QuantMath
import Testing

@Suite struct XNNPACKMultiplyTests {
  typealias Kernel = @Sendable (Int32, Int32, XNNPACKMultiplyPreparation) -> Int32

  @Test(arguments: [
    ("mul_int8_xnnpack", multiplyXNNPACK as Kernel),
    ("mul_int8_xnnpack_neon", multiplyXNNPACKARM as Kernel),
  ])
  func reproducesTheRuntime(file: String, kernel: Kernel) throws {
    let rows = try GoldenRow.table(file)
    #expect(rows.count == 46)
    for row in rows {
      let p = try XNNPACKMultiplyPreparation(
        first: row.grid("in_", .int8), second: row.grid("const_", .int8),
        output: row.grid("out_", .int8), activation: row.activation())
      let constant = try row.int("const_code")
      let table = (-128...127).map { kernel($0, constant, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  /// int8 and uint8 with every fused activation, both inputs varying.
  @Test func reproducesTheRuntimeForBothTypes() throws {
    let rows = try GoldenRow.more("xnnpack", "MUL")
    #expect(rows.count == 32)
    for row in rows {
      let codes = try row.type("dtype")
      let p = try XNNPACKMultiplyPreparation(
        first: Grid(scale: row.float("scale1"), zeroPoint: row.int("zp1"), codes: codes),
        second: Grid(scale: row.float("scale2"), zeroPoint: row.int("zp2"), codes: codes),
        output: row.grid("out_", codes), activation: row.activation())
      let outputs = zip(try row.codes(0), try row.codes(1)).map { multiplyXNNPACK($0, $1, p) }
      #expect(outputs == (try row.codes(2)), "\(row.place)")
    }
  }

  /// With a ratio of one half: 2.5 and −2.5 are ties, which show the two kernels apart.
  @Test(
    arguments: [
      (5, 2, 3, "2.5: to even, up"), (-5, -2, -2, "−2.5: to even, up"),
      (3, 2, 2, "1.5: to even, up"), (-3, -2, -1, "−1.5: to even, up"),
    ] as [(Int32, Int32, Int32, String)])
  func roundsTies(code: Int32, x86: Int32, arm: Int32, why: String) throws {
    let one = Grid(scale: 1, zeroPoint: 0, codes: .int8)
    let p = try XNNPACKMultiplyPreparation(
      first: one, second: one, output: Grid(scale: 2, zeroPoint: 0, codes: .int8),
      activation: .none)
    #expect(multiplyXNNPACK(code, 1, p) == x86, "\(why)")
    #expect(multiplyXNNPACKARM(code, 1, p) == arm, "\(why)")
  }

  /// Observed in ai-edge-litert 2.3.0.
  @Test(
    arguments: [
      (-0.1, 0.1, .none, .xnnpackGridRefused, "negative scales, a positive ratio"),
      (0, 0, .none, .xnnpackGridRefused, "0 / 0 is not outside of any range"),
      (0, 0.1, .none, .xnnpackRatioOutOfRange, "a ratio of 0"),
      (0, 0, .tanh, .xnnpackActivation, "an activation that is left alone comes first"),
    ] as [(Float, Float, FusedActivation, ArithmeticCondition, String)])
  func refusesScalesOfNoValue(
    input: Float, output: Float, activation: FusedActivation, condition: ArithmeticCondition,
    why: String
  ) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try XNNPACKMultiplyPreparation(
        first: Grid(scale: input, zeroPoint: 0, codes: .int8),
        second: Grid(scale: input, zeroPoint: 0, codes: .int8),
        output: Grid(scale: output, zeroPoint: 0, codes: .int8), activation: activation)
    }
    #expect(error?.condition == condition, "\(why)")
  }

  /// Observed in ai-edge-litert 2.3.0: the built-in kernel gives zeros.
  @Test func leavesTensorsWithoutQuantizationAlone() {
    let none = Grid(scales: [], zeroPoints: [], codes: .int8)
    let error = #expect(throws: PreparationError.self) {
      try XNNPACKMultiplyPreparation(
        first: none, second: Grid(scale: 0.1, zeroPoint: 0, codes: .int8), output: none,
        activation: .none)
    }
    #expect(error?.condition == .xnnpackRatioOutOfRange)
  }

  @Test(arguments: [Float(0x1p-16).nextDown, 0x1p8])
  func leavesOtherRatiosAlone(ratio: Float) {
    let one = Grid(scale: 1, zeroPoint: 0, codes: .uint8)
    let error = #expect(throws: PreparationError.self) {
      try XNNPACKMultiplyPreparation(
        first: one, second: Grid(scale: ratio, zeroPoint: 0, codes: .uint8), output: one,
        activation: .none)
    }
    #expect(error?.condition == .xnnpackRatioOutOfRange)
  }
}
