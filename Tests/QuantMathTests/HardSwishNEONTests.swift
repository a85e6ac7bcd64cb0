import QuantMath
import Testing

@Suite struct HardSwishNEONTests {
  @Test func reproducesTheRuntime() throws {
    let rows = try GoldenRow.table("hard_swish_int8_neon")
    #expect(rows.count == 200)
    var differing = 0
    for row in rows {
      let p = try HardSwishPreparation(
        input: row.grid("in_", .int8), output: row.grid("out_", .int8))
      #expect((-128...127).map { hardSwishNEON($0, p) } == (try row.codes(0)), "\(row.place)")
      if HardSwishKernel.litertReference.table(p) != (try row.codes(0)) { differing += 1 }
    }
    // Else the rows could not tell the two kernels apart.
    #expect(differing > 0)
  }

  /// Derived, not run: a 16-bit lane that is shifted right by 16 with rounding is 0.
  @Test func givesTheZeroPointOver512x() throws {
    let p = try HardSwishPreparation(
      input: Grid(scale: 1, zeroPoint: 3, codes: .int8),
      output: Grid(scale: 513, zeroPoint: 7, codes: .int8))
    #expect((-128...127).allSatisfy { hardSwishNEON($0, p) == 7 })
  }
}
