import QuantMath
import Testing

@Suite struct XNNPACKRequantizeTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("quantize_int8_xnnpack")
    #expect(rows.count == 46)
    for row in rows {
      let p = try XNNPACKRequantizePreparation(
        input: row.grid("in_", .int8), output: row.grid("out_", .int8))
      let table = (-128...127).map { requantizeXNNPACK($0, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  @Test func reproducesTheRuntimeForBothTypes() throws {
    let rows = try GoldenRow.more("xnnpack", "quantize")
    #expect(rows.count == 16)
    for row in rows {
      let codes = try row.type("dtype")
      let p = try XNNPACKRequantizePreparation(
        input: row.grid("in_", codes), output: row.grid("out_", codes))
      let outputs = try row.codes(0).map { requantizeXNNPACK($0, p) }
      #expect(outputs == (try row.codes(1)), "\(row.place)")
    }
  }

  @Test(
    arguments: [
      (1, 1, "0.5 is a tie and goes up"), (-1, 0, "−0.5 is a tie and goes up"),
      (-3, -1, "−1.5 is a tie and goes up"),
    ] as [(Int32, Int32, String)])
  func roundsTiesUp(code: Int32, expected: Int32, why: String) throws {
    let p = try XNNPACKRequantizePreparation(
      input: Grid(scale: 1, zeroPoint: 0, codes: .int8),
      output: Grid(scale: 2, zeroPoint: 0, codes: .int8))
    #expect(p.multiplier == 128)
    #expect(requantizeXNNPACK(code, p) == expected, "\(why)")
  }

  /// Observed in ai-edge-litert 2.3.0, x86-64: the process dies in AllocateTensors.
  @Test(
    arguments: [
      (0.1, 200, 0.1, .int8, "a zero point that is no code"),
      (0.1, 200, 1e-6, .int8, "the same, with a ratio that is not taken"),
      (0.1, 200, 0.1, .uint8, "the same, towards the other sign"),
      (-0.1, 0, -0.1, .int8, "negative scales"), (0, 0, 0.1, .int8, "a scale of 0"),
      (0x1p-133, 0, 0x1p-133, .int8, "subnormal scales"), (.infinity, 0, 0.1, .int8, "infinity"),
    ] as [(Float, Int32, Float, CodeRange, String)])
  func crashesOnGridsOfNoValue(
    scale: Float, zeroPoint: Int32, output: Float, codes: CodeRange, why: String
  ) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try XNNPACKRequantizePreparation(
        input: Grid(scale: scale, zeroPoint: zeroPoint, codes: .int8),
        output: Grid(scale: output, zeroPoint: 3, codes: codes))
    }
    #expect(error?.condition == .xnnpackGridCrash, "\(why)")
  }

  @Test func doesNotChangeTheSign() {
    let error = #expect(throws: PreparationError.self) {
      try XNNPACKRequantizePreparation(
        input: Grid(scale: 1, zeroPoint: 0, codes: .int8),
        output: Grid(scale: 1, zeroPoint: 128, codes: .uint8))
    }
    #expect(error?.condition == .xnnpackTypes)
  }
}
