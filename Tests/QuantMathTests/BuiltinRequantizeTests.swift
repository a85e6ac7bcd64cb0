import QuantMath
import Testing

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
