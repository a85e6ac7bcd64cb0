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
