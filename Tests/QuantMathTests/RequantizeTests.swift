import QuantMath
import Testing

@Suite struct RequantizeTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("quantize_int8")
    #expect(rows.count == 50)
    for row in rows {
      let p = try RequantizePreparation(
        input: row.grid("in_", .int8), output: row.grid("out_", .int8))
      let table = (-128...127).map { requantizeReference($0, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  /// 8 to 8 with a change of sign, 8 to 16, 16 to 8, 16 to 16.
  @Test func reproducesTheRuntimeBetweenTypes() throws {
    let rows = try GoldenRow.more("quantize", "quantize")
    #expect(rows.count == 56)
    for row in rows {
      let p = try RequantizePreparation(
        input: row.grid("in_", row.type("source")), output: row.grid("out_", row.type("target")))
      let outputs = try row.codes(0).map { requantizeReference($0, p) }
      #expect(outputs == (try row.codes(1)), "\(row.place)")
    }
  }

  @Test func flipsTheSignBitBetweenInt8AndUInt8() throws {
    let p = try RequantizePreparation(
      input: Grid(scale: 0.03, zeroPoint: -5, codes: .int8),
      output: Grid(scale: 0.03, zeroPoint: 123, codes: .uint8))
    #expect((-128...127).map { requantizeReference($0, p) } == Array(0...255))
  }

  /// The first step of a lookup by GATHER: int8 codes become 0...255 in int16.
  @Test func offsetsCodesBy128() throws {
    let p = try RequantizePreparation(
      input: Grid(scale: 0.03, zeroPoint: -5, codes: .int8),
      output: Grid(scale: 0.03, zeroPoint: 123, codes: .int16))
    #expect((-128...127).map { requantizeReference($0, p) } == Array(0...255))
  }

  /// Observed in ai-edge-litert 2.3.0: 16-bit zero points count only between 16-bit tensors.
  @Test func takesAnInt16ZeroPointTowardsInt8() throws {
    let input = Grid(scale: 0.05, zeroPoint: 5, codes: .int16)
    let p = try RequantizePreparation(
      input: input, output: Grid(scale: 0.05, zeroPoint: 0, codes: .int8))
    #expect(
      [-100, -1, 0, 1, 2, 100].map { requantizeReference($0, p) } == [-105, -6, -5, -4, -3, 95])
    let error = #expect(throws: PreparationError.self) {
      try RequantizePreparation(
        input: input, output: Grid(scale: 0.05, zeroPoint: 0, codes: .int16))
    }
    #expect(error?.condition == .int16ZeroPointNotZero)
  }

  /// Observed in ai-edge-litert 2.3.0, x86-64: a multiplier of 1.5 · 2³² acts as 1.5.
  @Test func takesTheShiftModulo32() throws {
    let p = try RequantizePreparation(
      input: Grid(scale: 0x1.8p32, zeroPoint: 0, codes: .int8),
      output: Grid(scale: 1, zeroPoint: 5, codes: .int8))
    #expect(p.conditions == [.leftShiftUndefined])
    #expect(
      [-100, -1, 0, 1, 2, 100].map { requantizeReference($0, p) } == [-128, 4, 5, 7, 8, 127])
  }

  @Test func refusesAnOutputWithoutQuantization() {
    let error = #expect(throws: PreparationError.self) {
      try RequantizePreparation(
        input: Grid(scale: 0.05, zeroPoint: 0, codes: .int8),
        output: Grid(scales: [], zeroPoints: [], codes: .int8))
    }
    #expect(error?.condition == .missingQuantization)
  }

  @Test func hasNoKernelFromInt16ToUInt8() {
    let error = #expect(throws: PreparationError.self) {
      try RequantizePreparation(
        input: Grid(scale: 1, zeroPoint: 0, codes: .int16),
        output: Grid(scale: 1, zeroPoint: 0, codes: .uint8))
    }
    #expect(error?.condition == .typeNotSupported)
  }

  /// In float32 the mantissa would be 1227133568, by an independent Python version.
  @Test func dividesTheScalesInDouble() throws {
    let p = try RequantizePreparation(
      input: Grid(scale: 0.1, zeroPoint: 0, codes: .int8),
      output: Grid(scale: 0.7, zeroPoint: 0, codes: .int8))
    #expect(p.multiplier == Multiplier(mantissa: 1_227_133_552, exponent: -2))
  }
}

@Suite struct BuiltinRequantizeTests {
  /// All four pairs of int8 and uint8; every other ratio is a power of two, with ties.
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.more("builtin", "quantize")
    #expect(rows.count == 32)
    var differing = 0
    for row in rows {
      let p = try RequantizePreparation(
        input: row.grid("in_", row.type("source")), output: row.grid("out_", row.type("target")))
      let (codes, expected) = (try row.codes(0), try row.codes(1))
      #expect(codes.map { requantizeBuiltin($0, p) } == expected, "\(row.place)")
      if codes.map({ requantizeReference($0, p) }) != expected { differing += 1 }
    }
    // Else the rows could not tell the kernels apart.
    #expect(differing > 0)
  }

  /// Worked by hand, with a ratio of one quarter, whose right shift drops one bit.
  @Test(
    arguments: [
      (6, 2, "1.5 is a tie and goes up"), (2, 1, "0.5 is a tie and goes up"),
      (-2, 0, "−0.5 is a tie and goes up, not away from zero"), (-6, -1, "−1.5 goes up"),
      (-7, -1, "−1.75 rounds twice: −3.5 to −3, then −1.5 to −1"),
    ] as [(Int32, Int32, String)])
  func roundsTiesUp(code: Int32, expected: Int32, why: String) throws {
    let p = try RequantizePreparation(
      input: Grid(scale: 1, zeroPoint: 0, codes: .int8),
      output: Grid(scale: 4, zeroPoint: 0, codes: .int8))
    #expect(p.multiplier.exponent == -1)
    #expect(requantizeBuiltin(code, p) == expected, "\(why)")
  }

  @Test func flipsTheSignBitBetweenInt8AndUInt8() throws {
    let p = try RequantizePreparation(
      input: Grid(scale: 0.03, zeroPoint: -5, codes: .int8),
      output: Grid(scale: 0.03, zeroPoint: 123, codes: .uint8))
    #expect((-128...127).map { requantizeBuiltin($0, p) } == Array(0...255))
  }
}

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
    #expect(error?.condition == .xnnpackQuantizationCrash, "\(why)")
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
