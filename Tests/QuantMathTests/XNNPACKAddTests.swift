import QuantMath
import Testing

@Suite struct XNNPACKAddTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("add_relu6_int8_xnnpack")
    #expect(rows.count == 46)
    for row in rows {
      let p = try XNNPACKAddPreparation(
        first: row.grid("in_", .int8), second: row.grid("const_", .int8),
        output: row.grid("out_", .int8), activation: row.activation())
      let constant = try row.int("const_code")
      let table = (-128...127).map { addXNNPACK($0, constant, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  /// int8 and uint8 with every fused activation, both inputs varying.
  @Test func reproducesTheRuntimeForBothTypes() throws {
    let rows = try GoldenRow.more("xnnpack", "ADD")
    #expect(rows.count == 32)
    for row in rows {
      let codes = try row.type("dtype")
      let p = try XNNPACKAddPreparation(
        first: Grid(scale: row.float("scale1"), zeroPoint: row.int("zp1"), codes: codes),
        second: Grid(scale: row.float("scale2"), zeroPoint: row.int("zp2"), codes: codes),
        output: row.grid("out_", codes), activation: row.activation())
      let outputs = zip(try row.codes(0), try row.codes(1)).map { addXNNPACK($0, $1, p) }
      #expect(outputs == (try row.codes(2)), "\(row.place)")
    }
  }

  /// Observed in ai-edge-litert 2.3.0: the model is refused, but only where the ratio is taken.
  @Test(
    arguments: [
      (0.1, 128, 0.1, .xnnpackGridRefused, "128 is no int8 code"),
      (0x1p-133, 0, 0x1p-133, .xnnpackGridRefused, "a subnormal scale"),
      (0.1, 128, 1e-5, .xnnpackRatioOutOfRange, "the built-in kernel takes any zero point"),
    ] as [(Float, Int32, Float, ArithmeticCondition, String)])
  func refusesGridsOfNoValue(
    scale: Float, zeroPoint: Int32, output: Float, condition: ArithmeticCondition, why: String
  ) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try XNNPACKAddPreparation(
        first: Grid(scale: scale, zeroPoint: 0, codes: .int8),
        second: Grid(scale: scale, zeroPoint: zeroPoint, codes: .int8),
        output: Grid(scale: output, zeroPoint: 0, codes: .int8), activation: .none)
    }
    #expect(error?.condition == condition, "\(why)")
  }

  @Test(
    arguments: [
      (0x1p-10, true, "the smallest ratio"), (Float(0x1p-10).nextDown, false, "just below"),
      (Float(0x1p8).nextDown, true, "the largest ratio"), (0x1p8, false, "256 is over"),
    ] as [(Float, Bool, String)])
  func takesRatiosInRange(ratio: Float, taken: Bool, why: String) {
    let one = Grid(scale: 1, zeroPoint: 0, codes: .int8)
    let other = Grid(scale: ratio, zeroPoint: 0, codes: .int8)
    let p = Result { () throws(PreparationError) in
      try XNNPACKAddPreparation(first: one, second: other, output: one, activation: .none)
    }
    switch p {
    case .success: #expect(taken, "\(why)")
    case .failure(let error):
      #expect(!taken && error.condition == .xnnpackRatioOutOfRange, "\(why)")
    }
  }
}
