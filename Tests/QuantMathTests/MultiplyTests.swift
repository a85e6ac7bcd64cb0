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

@Suite struct BuiltinMultiplyTests {
  /// int8 and uint8, equal shapes and a single element, a third of the rows past 16 bits.
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.more("builtin", "MUL")
    #expect(rows.count == 48)
    var differing = 0
    for row in rows {
      let codes = try row.type("dtype")
      let p = try MultiplyPreparation(
        first: Grid(scale: row.float("scale1"), zeroPoint: row.int("zp1"), codes: codes),
        second: Grid(scale: row.float("scale2"), zeroPoint: row.int("zp2"), codes: codes),
        output: row.grid("out_", codes), activation: row.activation())
      let a = try row.codes(0)
      let second = try row.codes(1)
      let b = second.count == 1 ? a.map { _ in second[0] } : second
      let expected = try row.codes(2)
      let kernel = second.count == 1 ? multiplyBuiltinBroadcast : multiplyBuiltinEqualShapes
      #expect(zip(a, b).map { kernel($0, $1, p) } == expected, "\(row.place)")
      if zip(a, b).map({ multiplyReference($0, $1, p) }) != expected { differing += 1 }
    }
    // Else the rows could not tell the kernels apart.
    #expect(differing > 0)
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let codes: CodeRange
    let a, b, zeroPoint, equalShapes, broadcast: Int32

    init(
      _ why: String, _ codes: CodeRange, _ a: Int32, _ b: Int32, plus zeroPoint: Int32,
      gives equalShapes: Int32, _ broadcast: Int32
    ) {
      testDescription = why
      (self.codes, self.a, self.b, self.zeroPoint) = (codes, a, b, zeroPoint)
      (self.equalShapes, self.broadcast) = (equalShapes, broadcast)
    }
  }

  /// Worked by hand: products in steps of 16 output steps, for equal shapes and for broadcasting.
  @Test(arguments: [
    Case("16 · 127 · 16 = 32512 fits", .int8, 127, 16, plus: 0, gives: 127, 127),
    Case("16 · 127 · 17 = 34544 saturates", .int8, 127, 17, plus: 0, gives: 127, 127),
    Case("32767 + 1 wraps to −32768", .int8, 127, 17, plus: 1, gives: -128, -128),
    Case("−32768 − 1 wraps to 32767", .int8, -127, 17, plus: -1, gives: 127, 127),
    Case("32768 saturates, or is −32768", .uint8, 128, 16, plus: 0, gives: 255, 0),
    Case("32767 + 1 wraps; −32768 + 1 stays low", .uint8, 128, 16, plus: 1, gives: 0, 0),
    Case("65536 saturates, or is 0", .uint8, 64, 64, plus: 0, gives: 255, 0),
    Case("32767 + 7 wraps; 65536 is 0 and gives 7", .uint8, 64, 64, plus: 7, gives: 0, 7),
  ])
  func narrows(_ c: Case) throws {
    let p = try MultiplyPreparation(
      first: Grid(scale: 16, zeroPoint: 0, codes: c.codes),
      second: Grid(scale: 1, zeroPoint: 0, codes: c.codes),
      output: Grid(scale: 1, zeroPoint: c.zeroPoint, codes: c.codes), activation: .none)
    #expect(multiplyBuiltinEqualShapes(c.a, c.b, p) == c.equalShapes)
    #expect(multiplyBuiltinBroadcast(c.a, c.b, p) == c.broadcast)
  }
}

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
      (-0.1, 0.1, .none, .xnnpackQuantizationRefused, "negative scales, a positive ratio"),
      (0, 0, .none, .xnnpackQuantizationRefused, "0 / 0 is not outside of any range"),
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
