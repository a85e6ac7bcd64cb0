import QuantMath
import Testing

@Suite struct DivideTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let (first, second, output): (Grid, Grid, Grid)
    let activation: FusedActivation
    let divisor: Int32
    let expected: [Int32]
    var testDescription: String { "\(first.codes) by \(divisor), \(activation)" }

    init(
      _ codes: CodeRange, _ first: (Float, Int32), _ second: (Float, Int32),
      _ output: (Float, Int32), _ activation: FusedActivation, by divisor: Int32,
      gives expected: [Int32]
    ) {
      self.first = Grid(scale: first.0, zeroPoint: first.1, codes: codes)
      self.second = Grid(scale: second.0, zeroPoint: second.1, codes: codes)
      self.output = Grid(scale: output.0, zeroPoint: output.1, codes: codes)
      (self.activation, self.divisor, self.expected) = (activation, divisor, expected)
    }
  }

  /// What ai-edge-litert 2.3.0 gives, by its reference and its default kernels alike, for the lowest
  /// code and every 17th after it.
  @Test(arguments: [
    Case(
      .int8, (0.5586, -95), (0.0102, 76), (0.439, -98), .none, by: -9,
      gives: [
        -50, -75, -99, -124, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128,
      ]),
    Case(
      .uint8, (0.027, 29), (0.0209, 11), (0.1679, 113), .relu, by: 9,
      gives: [225, 159, 113, 113, 113, 113, 113, 113, 113, 113, 113, 113, 113, 113, 113, 113]),
    Case(
      .int8, (0.0986, -104), (0.0313, -79), (0.0106, 120), .reluN1To1, by: 49,
      gives: [64, 104, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127]),
    Case(
      .uint8, (0.3045, 186), (0.0152, 129), (0.1209, 156), .relu6, by: 223,
      gives: [156, 156, 156, 156, 156, 156, 156, 156, 156, 156, 156, 158, 188, 206, 206, 206]),
    Case(
      .int8, (0.0528, 41), (0.1572, -29), (0.0131, 25), .none, by: -46,
      gives: [127, 127, 127, 127, 127, 127, 126, 100, 75, 49, 23, -2, -28, -53, -79, -105]),
    Case(
      .uint8, (0.1919, 251), (0.1378, 105), (0.0566, 54), .relu, by: 61,
      gives: [194, 185, 175, 166, 156, 147, 137, 128, 118, 109, 99, 90, 80, 71, 61, 54]),
    Case(
      .int8, (0.8596, -108), (0.2068, 6), (0.0719, -18), .reluN1To1, by: 95,
      gives: [-31, -20, -9, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4]),
    Case(
      .uint8, (0.3206, 216), (0.4179, 107), (0.0188, 216), .relu6, by: 208,
      gives: [216, 216, 216, 216, 216, 216, 216, 216, 216, 216, 216, 216, 216, 218, 225, 232]),
    Case(
      .int8, (0.0284, -101), (0.0249, -83), (0.0532, -27), .none, by: -40,
      gives: [-40, -32, -24, -15, -7, 2, 10, 19, 27, 36, 44, 53, 61, 70, 78, 87]),
    Case(
      .uint8, (0.7875, 35), (0.1402, 69), (0.0479, 22), .relu, by: 243,
      gives: [22, 22, 22, 33, 44, 56, 67, 79, 90, 102, 113, 124, 136, 147, 159, 170]),
    Case(
      .int8, (0.2269, 17), (0.011, 112), (0.0418, 91), .reluN1To1, by: 9,
      gives: [115, 115, 115, 115, 115, 115, 115, 115, 115, 67, 67, 67, 67, 67, 67, 67]),
    Case(
      .uint8, (0.0476, 77), (0.0433, 160), (0.0168, 32), .relu6, by: 204,
      gives: [32, 32, 32, 32, 32, 44, 69, 94, 120, 145, 170, 196, 221, 246, 255, 255]),
    Case(
      .int8, (0.5824, -30), (0.0248, 35), (0.1404, -61), .none, by: 27,
      gives: [
        127, 127, 127, 127, 127, 127, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128,
      ]),
    Case(
      .uint8, (0.0554, 181), (0.12, 63), (0.0269, 53), .relu, by: 84,
      gives: [53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 58, 72, 86, 100, 113]),
  ])
  func computesWhatTheRuntimeDoes(_ c: Case) throws {
    let p = try DividePreparation(
      first: c.first, second: c.second, output: c.output, activation: c.activation)
    let codes = stride(from: c.first.codes.lowest, through: c.first.codes.highest, by: 17)
    #expect(codes.map { divideReference($0, c.divisor, p) } == c.expected)
  }

  /// The definition, not the formula: no code is nearer by more than the reciprocal's error.
  @Test func isNearTheQuotient() throws {
    let first = Grid(scale: 0.05, zeroPoint: -10, codes: .int8)
    let second = Grid(scale: 6.0 / 127, zeroPoint: 0, codes: .int8)
    let output = Grid(scale: 0.01, zeroPoint: -7, codes: .int8)
    let p = try DividePreparation(first: first, second: second, output: output, activation: .none)
    for a in Int32(-128)...127 {
      for b in Int32(20)...127 {
        let exact = first.real(a) / second.real(b) / 0.01 - 7
        let code = try #require(divideReference(a, b, p))
        #expect(abs(min(max(exact, -128), 127) - Double(code)) < 0.501, "\(a) by \(b)")
      }
    }
  }

  @Test func leavesOpenWhatTheRuntimeDoes() throws {
    let grid = Grid(scale: 0.05, zeroPoint: 3, codes: .int8)
    let p = try DividePreparation(first: grid, second: grid, output: grid, activation: .none)
    #expect(divideReference(5, 3, p) == nil, "by the real number 0")
    let fine = Grid(scale: 1e-9, zeroPoint: 0, codes: .int8)
    let q = try DividePreparation(first: grid, second: fine, output: fine, activation: .none)
    #expect(divideReference(100, 1, q) == nil, "shifted to the left")
  }

  @Test func refusesOtherTypes() {
    let wide = Grid(scale: 0.05, zeroPoint: 0, codes: .int16)
    let error = #expect(throws: PreparationError.self) {
      try DividePreparation(first: wide, second: wide, output: wide, activation: .none)
    }
    #expect(error?.condition == .typeNotSupported)
  }
}
