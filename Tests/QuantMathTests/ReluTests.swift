import QuantMath
import Testing

@Suite struct ReluTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("relu6_int8")
    #expect(rows.count == 50)
    for row in rows {
      let p = try ReluPreparation(
        .relu6, input: row.grid("in_", .int8), output: row.grid("out_", .int8))
      #expect((-128...127).map { reluReference($0, p) } == (try row.codes(0)), "\(row.place)")
    }
  }

  @Test(arguments: [
    ("RELU", ReluFunction.relu, 18), ("RELU6", .relu6, 18), ("RELU_N1_TO_1", .reluN1To1, 12),
    ("RELU_0_TO_1", .relu0To1, 12),
  ])
  func reproducesTheRuntimeForTheFamily(
    kind: String, function: ReluFunction, count: Int
  ) throws {
    let rows = try GoldenRow.more("relu", kind)
    #expect(rows.count == count)
    for row in rows {
      let codes = try row.type("dtype")
      let p = try ReluPreparation(
        function, input: row.grid("in_", codes), output: row.grid("out_", codes))
      let outputs = try row.codes(0).map { reluReference($0, p) }
      #expect(outputs == (try row.codes(1)), "\(row.place)")
    }
  }

  @Test(
    arguments: [
      (1, 0.05, CodeRange.int16, .int16ZeroPointNotZero, "an int16 zero point"),
      (0, 0, .int8, .reluBoundOverflow, "6 / 0"),
      (0, 1e-12, .int8, .reluBoundOverflow, "6 / 10⁻¹² is over 2³¹"),
    ] as [(Int32, Float, CodeRange, ArithmeticCondition, String)])
  func refuses(
    zeroPoint: Int32, scale: Float, codes: CodeRange, condition: ArithmeticCondition,
    why: String
  ) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try ReluPreparation(
        .relu6, input: Grid(scale: 0.05, zeroPoint: zeroPoint, codes: codes),
        output: Grid(scale: scale, zeroPoint: 0, codes: codes))
    }
    #expect(error?.condition == condition, "\(why)")
  }

  /// In double the mantissa would be 1227133552, by an independent Python version.
  @Test func roundsTheRatioToFloat32() throws {
    let p = try ReluPreparation(
      .relu, input: Grid(scale: 0.1, zeroPoint: 0, codes: .int8),
      output: Grid(scale: 0.7, zeroPoint: 0, codes: .int8))
    #expect(p.multiplier == Multiplier(mantissa: 1_227_133_568, exponent: -2))
  }
}
