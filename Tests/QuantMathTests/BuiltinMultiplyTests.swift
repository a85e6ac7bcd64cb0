import QuantMath
import Testing

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
