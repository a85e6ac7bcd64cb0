import QuantMath
import Testing

@Suite struct MultiplyTests {
  static func grid(_ scale: Float, _ zero: Int32 = 0, _ codes: CodeRange = .int8) -> Grid {
    Grid(scale: scale, zeroPoint: zero, codes: codes)
  }

  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("mul_int8")
    #expect(rows.count == 50)
    for row in rows {
      let p = try MultiplyPreparation(
        first: row.grid("in_", .int8), second: row.grid("const_", .int8),
        output: row.grid("out_", .int8), activation: row.activation())
      let constant = try row.int("const_code")
      let table = (-128...127).map { multiplyReference($0, constant, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  /// int8, uint8 and int16 with every fused activation, both inputs varying.
  @Test func reproducesTheRuntimeForAllTypes() throws {
    let rows = try GoldenRow.more("binary", "MUL")
    #expect(rows.count == 48)
    for row in rows {
      let codes = try row.type("dtype")
      let p = try MultiplyPreparation(
        first: Grid(scale: row.float("scale1"), zeroPoint: row.int("zp1"), codes: codes),
        second: Grid(scale: row.float("scale2"), zeroPoint: row.int("zp2"), codes: codes),
        output: row.grid("out_", codes), activation: row.activation())
      let outputs = zip(try row.codes(0), try row.codes(1)).map { multiplyReference($0, $1, p) }
      #expect(outputs == (try row.codes(2)), "\(row.place)")
    }
  }

  /// Observed in ai-edge-litert 2.3.0, x86-64: every output is the zero point.
  @Test(
    arguments: [
      (grid(0), grid(0.05, 3), [.zeroScale], "an input scale of 0"),
      (grid(0.05), grid(0, 3), [.zeroScale, .multiplierNotFinite], "an output scale of 0"),
      (
        Grid(scales: [], zeroPoints: [], codes: .int8), grid(0.05, 3), [.missingQuantization],
        "no quantization"
      ),
    ] as [(Grid, Grid, [ArithmeticCondition], String)])
  func givesTheZeroPoint(
    first: Grid, output: Grid, conditions: [ArithmeticCondition], why: String
  ) throws {
    let p = try MultiplyPreparation(
      first: first, second: Self.grid(0.05), output: output, activation: .none)
    #expect(p.conditions == conditions, "\(why)")
    #expect([1, 2, 3, 100].allSatisfy { multiplyReference($0, $0, p) == 3 }, "\(why)")
  }

  /// Observed in ai-edge-litert 2.3.0: refused while preparing, the int16 one while running.
  @Test(
    arguments: [
      (grid(0.05), grid(0, 3), .activationBoundOverflow, "6 / 0"),
      (grid(0.05), grid(1e-12, 3), .activationBoundOverflow, "6 / 10⁻¹² is over 2³¹"),
      (
        grid(0.05, 1, .int16), grid(0.05, 0, .int16), .int16ZeroPointNotZero,
        "an int16 zero point"
      ),
    ] as [(Grid, Grid, ArithmeticCondition, String)])
  func refuses(first: Grid, output: Grid, condition: ArithmeticCondition, why: String) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try MultiplyPreparation(
        first: first, second: Self.grid(0.05, 0, first.codes), output: output,
        activation: .relu6)
    }
    #expect(error?.condition == condition, "\(why)")
  }

  /// In double the mantissa would be 1472560321, by an independent Python version.
  @Test func roundsTheRatioToFloat32() throws {
    let p = try MultiplyPreparation(
      first: Self.grid(0.1), second: Self.grid(0.3), output: Self.grid(0.7), activation: .none)
    #expect(p.multiplier == Multiplier(mantissa: 1_472_560_256, exponent: -4))
  }
}
