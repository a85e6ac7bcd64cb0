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
    let error = #expect(throws: PreparationError.self) { try prepare(limit) }
    #expect(error?.condition == .addMultiplierOutOfRange)
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

@Suite struct BuiltinAddTests {
  /// int8 and uint8, equal shapes and a single element; some rows past 16 bits, some where the
  /// rounding of an input shows.
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.more("builtin", "ADD")
    #expect(rows.count == 52)
    var differing = 0
    for row in rows {
      let (p, a, b, expected) = try Self.prepared(row)
      let isElementwise = try p.output.codes == .int8 && row.text("shape") == "equal"
      let kernel = isElementwise ? addBuiltinEqualShapes : addBuiltinBroadcast
      #expect(zip(a, b).map { kernel($0, $1, p) } == expected, "\(row.place)")
      if zip(a, b).map({ addReference($0, $1, p) }) != expected { differing += 1 }
    }
    // Else the rows could not tell the kernels apart.
    #expect(differing > 0)
  }

  /// The row's operator, input codes and output codes; a single second code is repeated.
  private static func prepared(
    _ row: GoldenRow
  ) throws -> (p: AddPreparation, a: [Int32], b: [Int32], expected: [Int32]) {
    let codes = try row.type("dtype")
    let p = try AddPreparation(
      first: Grid(scale: row.float("scale1"), zeroPoint: row.int("zp1"), codes: codes),
      second: Grid(scale: row.float("scale2"), zeroPoint: row.int("zp2"), codes: codes),
      output: row.grid("out_", codes), activation: row.activation())
    let (a, b) = (try row.codes(0), try row.codes(1))
    return (p, a, b.count == 1 ? a.map { _ in b[0] } : b, try row.codes(2))
  }

  /// Sums that the runtime rounds otherwise than its reference: ADD of two int16 tensors of 65,536
  /// random codes in ai-edge-litert 2.3.0, x86-64, without delegates.
  struct Words: CustomTestStringConvertible {
    let scales: (first: Float, second: Float, output: Float)
    let codes: (a: Int32, b: Int32)
    let expected, reference: Int32
    var testDescription: String { "\(codes.a) + \(codes.b) at \(scales)" }
  }

  @Test(arguments: [
    Words(
      scales: (0.00026068100123666227, 3.305018758670286e-10, 3.3938373235287145e-05),
      codes: (2371, -18057), expected: 18211, reference: 18212),
    Words(
      scales: (0.000607733556535095, 8.274271934283206e-09, 6.215753091964871e-05),
      codes: (-151, -23479), expected: -1480, reference: -1479),
    Words(
      scales: (0.0001355169661110267, 0.0001300305884797126, 2.793213388940785e-05),
      codes: (4973, 533), expected: 26608, reference: 26609),
    Words(
      scales: (0.00014846456178929657, 9.012638474814594e-05, 0.0011372527806088328),
      codes: (25793, -9523), expected: 2613, reference: 2612),
    Words(
      scales: (7.052700675558299e-05, 4.799460293725133e-05, 0.0035371286794543266),
      codes: (-7257, -1312), expected: -162, reference: -163),
    Words(
      scales: (3.3803349651861936e-05, 1.90055143320933e-05, 3.6201901821186766e-05),
      codes: (-11043, 2055), expected: -9233, reference: -9232),
  ])
  func wordsAreRoundedOnce(_ c: Words) throws {
    func grid(_ scale: Float) -> Grid { Grid(scale: scale, zeroPoint: 0, codes: .int16) }
    let p = try AddPreparation(
      first: grid(c.scales.first), second: grid(c.scales.second), output: grid(c.scales.output),
      activation: .none)
    #expect(addBuiltinWords(c.codes.a, c.codes.b, p) == c.expected)
    #expect(addReference(c.codes.a, c.codes.b, p) == c.reference)
  }

  /// Where int8 wraps, int16 saturates.
  @Test func wordsSaturate() throws {
    let one = Grid(scale: 1, zeroPoint: 0, codes: .int16)
    let p = try AddPreparation(first: one, second: one, output: one, activation: .none)
    #expect(addBuiltinWords(32767, 1, p) == 32767)
    #expect(addBuiltinWords(-32768, -32768, p) == -32768)
  }

  /// Worked by hand: 1 + 1 in steps of 2¹⁴ output steps is 2¹⁵, which a 16-bit lane holds as
  /// −2¹⁵; the reference keeps it.
  @Test func wrapsInSixteenBits() throws {
    let input = Grid(scale: 0x1p14, zeroPoint: 0, codes: .int8)
    let p = try AddPreparation(
      first: input, second: input, output: Grid(scale: 1, zeroPoint: 0, codes: .int8),
      activation: .none)
    #expect(addReference(1, 1, p) == 127)
    #expect(addBuiltinEqualShapes(1, 1, p) == -128)
    #expect(addBuiltinBroadcast(1, 1, p) == -128)
    #expect(addBuiltinEqualShapes(1, 0, p) == 127)
  }

  /// Worked by hand: the second input shifts right by more than the 20 places it came left.
  @Test func shiftsASmallInputAway() throws {
    let one = Grid(scale: 1, zeroPoint: 0, codes: .int8)
    let p = try AddPreparation(
      first: one, second: Grid(scale: 0x1p-25, zeroPoint: 0, codes: .int8), output: one,
      activation: .none)
    #expect(p.secondMultiplier.exponent == -25)
    for b: Int32 in [-128, -1, 0, 127] {
      #expect(addBuiltinEqualShapes(5, b, p) == 5)
      #expect(addBuiltinBroadcast(5, b, p) == 5)
    }
  }
}

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
      (0.1, 128, 0.1, .xnnpackQuantizationRefused, "128 is no int8 code"),
      (0x1p-133, 0, 0x1p-133, .xnnpackQuantizationRefused, "a subnormal scale"),
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
