import QuantMath
import Testing

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
