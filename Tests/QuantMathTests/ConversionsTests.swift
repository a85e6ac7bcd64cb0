import QuantMath
import Testing

@Suite struct QuantizeFloatTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.more("floats", "quantize-float")
    #expect(rows.count == 9)
    for row in rows {
      let grid = try row.grid("", row.type("dtype"))
      let outputs = try row.floats(0).map { quantizeReference($0, on: grid) }
      #expect(outputs == (try row.codes(1)), "\(row.place)")
    }
  }

  @Test func reproducesXNNPACK() throws {
    let rows = try GoldenRow.more("xnnpack", "quantize-float")
    #expect(rows.count == 16)
    for row in rows {
      let grid = try row.grid("", row.type("dtype"))
      let outputs = try row.floats(0).map { quantizeXNNPACK($0, on: grid) }
      #expect(outputs == (try row.codes(1)), "\(row.place)")
    }
  }

  @Test(
    arguments: [
      (0.5, 1, 0, "a tie"), (1.5, 2, 2, "a tie below an even code"), (-0.5, -1, 0, "negative"),
      (-2.5, -3, -2, "a negative tie"), (1e30, 127, 127, "saturates"),
      (-.infinity, -128, -128, "saturates downwards"), (.nan, 0, 0, "NaN is the zero point"),
    ] as [(Float, Int32, Int32, String)])
  func edge(x: Float, reference: Int32, xnnpack: Int32, why: String) {
    let grid = Grid(scale: 1, zeroPoint: 0, codes: .int8)
    #expect(quantizeReference(x, on: grid) == reference, "\(why)")
    #expect(quantizeXNNPACK(x, on: grid) == xnnpack, "\(why)")
  }
}

@Suite struct DequantizeTests {
  @Test func reproducesTheRuntimeBitForBit() throws {
    let rows = try GoldenRow.more("floats", "dequantize")
    #expect(rows.count == 9)
    for row in rows {
      let grid = try row.grid("", row.type("dtype"))
      let outputs = try row.codes(0).map { dequantizeReference($0, on: grid).bitPattern }
      #expect(outputs == (try row.floats(1).map(\.bitPattern)), "\(row.place)")
    }
  }

  @Test func keepsTheSignOfZero() {
    // Observed in ai-edge-litert 2.3.0 for a scale of 0.
    let grid = Grid(scale: 0, zeroPoint: 5, codes: .int8)
    #expect(dequantizeReference(-100, on: grid).sign == .minus)
    #expect(dequantizeReference(100, on: grid).sign == .plus)
  }
}

@Suite struct CastTests {
  @Test func wrapsBetweenInt8AndUInt8() {
    #expect([-128, -1, 0, 127].map { castReference($0, to: .uint8) } == [128, 255, 0, 127])
    #expect([128, 255, 0, 127].map { castReference($0, to: .int8) } == [-128, -1, 0, 127])
  }

  @Test func keepsWhatFits() {
    #expect([-128, 127].map { castReference($0, to: .int16) } == [-128, 127])
    #expect(castReference(.min, to: .int32) == .min)
  }
}
