import QuantMath
import Testing

@Suite struct AddTests {
  static func grid(_ scale: Float, _ zero: Int32 = 0, _ codes: CodeRange = .int8) -> Grid {
    Grid(scale: scale, zeroPoint: zero, codes: codes)
  }

  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("add_relu6_int8")
    #expect(rows.count == 50)
    for row in rows {
      let p = try AddPreparation(
        first: row.grid("in_", .int8), second: row.grid("const_", .int8),
        output: row.grid("out_", .int8), activation: row.activation())
      let constant = try row.int("const_code")
      let table = (-128...127).map { addReference($0, constant, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  /// int8, uint8 and int16 with every fused activation, both inputs varying.
  @Test func reproducesTheRuntimeForAllTypes() throws {
    let rows = try GoldenRow.more("binary", "ADD").filter { try $0.text("pot") == "0" }
    #expect(rows.count == 48)
    for row in rows {
      let codes = try row.type("dtype")
      let p = try AddPreparation(
        first: Grid(scale: row.float("scale1"), zeroPoint: row.int("zp1"), codes: codes),
        second: Grid(scale: row.float("scale2"), zeroPoint: row.int("zp2"), codes: codes),
        output: row.grid("out_", codes), activation: row.activation())
      let outputs = zip(try row.codes(0), try row.codes(1)).map { addReference($0, $1, p) }
      #expect(outputs == (try row.codes(2)), "\(row.place)")
    }
  }

  /// Observed in ai-edge-litert 2.3.0: it refuses, or the process dies.
  @Test(
    arguments: [
      (grid(1000), grid(1), grid(1e-4), .addMultiplierOutOfRange, "scales 10⁷ apart"),
      (grid(0), grid(0.16), grid(0.1), .addMultiplierOutOfRange, "an input scale of 0"),
      (grid(0.1), grid(0.1), grid(0), .addMultiplierOutOfRange, "an output scale of 0"),
      (grid(-0.05), grid(0.05), grid(0.05), .addMultiplierOutOfRange, "a negative scale"),
      (
        grid(0.05), Grid(scales: [], zeroPoints: [], codes: .int8), grid(0.05),
        .addMultiplierOutOfRange, "an input without quantization"
      ),
      (
        grid(0.05, 1, .int16), grid(0.05, 0, .int16), grid(0.05, 0, .int16),
        .int16ZeroPointNotZero, "an int16 zero point"
      ),
      (grid(1), grid(1), grid(1, 0, .uint8), .typesDiffer, "int8 to uint8"),
    ] as [(Grid, Grid, Grid, ArithmeticCondition, String)])
  func refuses(
    first: Grid, second: Grid, output: Grid, condition: ArithmeticCondition, why: String
  ) {
    let error = #expect(throws: PreparationError.self, "\(why)") {
      try AddPreparation(first: first, second: second, output: output, activation: .none)
    }
    #expect(error?.condition == condition, "\(why)")
  }

  /// The rule in words: the larger input scale is less than 2¹⁹ output scales, 2¹⁴ for int16.
  @Test(arguments: [(CodeRange.int8, 19), (.uint8, 19), (.int16, 14)])
  func acceptsUpToTheLimit(codes: CodeRange, power: Int) throws {
    let limit = Float(sign: .plus, exponent: power, significand: 1)
    let one = Self.grid(1, 0, codes)
    func prepare(_ scale: Float) throws -> AddPreparation {
      try AddPreparation(
        first: Self.grid(scale, 0, codes), second: one, output: one, activation: .none)
    }
    #expect(try prepare(limit.nextDown).outputMultiplier.exponent == 0)
    #expect(throws: PreparationError.self) { try prepare(limit) }
  }

  /// Observed: a bound of 6 / 10⁻⁶ = 6 million codes is only clamped; all outputs are 127.
  @Test func clampsAnActivationBeyondTheCodes() throws {
    let p = try AddPreparation(
      first: Self.grid(0.05), second: Self.grid(0.05), output: Self.grid(1e-6),
      activation: .relu6)
    #expect(
      zip([1, 2, 3, 4], [1, 2, 3, 100]).map { addReference($0, $1, p) } == [127, 127, 127, 127])
  }
}
