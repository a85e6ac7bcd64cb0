import QuantMath
import Testing

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
