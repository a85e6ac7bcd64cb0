import QuantMath
import Testing

@Suite struct HardSwishAnalysisTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let input, output: Grid
    let kernel: HardSwishKernel
    /// Largest error, summed error, codes below the zero point, saturated codes.
    let expected: [Int]
    let losesLobe: Bool
  }

  static func grid(_ scale: Float, _ zero: Int32, _ codes: CodeRange = .int8) -> Grid {
    Grid(scale: scale, zeroPoint: zero, codes: codes)
  }

  /// The expected figures come from an independent implementation in Python.
  @Test(arguments: [
    Case(
      testDescription: "uint8, tensorflow#40781", input: grid(0.133083075, 105, .uint8),
      output: grid(0.075572938, 5, .uint8), kernel: .litertReference, expected: [1, 1, 21, 8],
      losesLobe: false),
    Case(
      testDescription: "equal grids, reference", input: grid(0.05, 0), output: grid(0.05, 0),
      kernel: .litertReference, expected: [1, 1, 57, 0], losesLobe: false),
    Case(
      testDescription: "equal grids, NEON has no error", input: grid(0.05, 0),
      output: grid(0.05, 0), kernel: .litertNEON, expected: [0, 0, 57, 0], losesLobe: false),
    Case(
      testDescription: "an output grid that starts at 0", input: grid(0.2, -10),
      output: grid(0.02, -128), kernel: .litertReference, expected: [0, 0, 0, 126],
      losesLobe: true),
    Case(
      testDescription: "no negative input, so no lobe to lose", input: grid(0.01, -128),
      output: grid(0.01, -128), kernel: .litertReference, expected: [1, 4, 0, 0],
      losesLobe: false),
    Case(
      testDescription: "some saturation", input: grid(0.0234, -3), output: grid(0.0117, -96),
      kernel: .litertReference, expected: [1, 2, 125, 14], losesLobe: false),
    Case(
      testDescription: "output scale over 512 times", input: grid(1, 3), output: grid(513, 7),
      kernel: .litertReference, expected: [1, 256, 2, 0], losesLobe: false),
  ])
  func counts(_ c: Case) throws {
    let p = try HardSwishPreparation(input: c.input, output: c.output)
    let found = HardSwishAnalysis(p, kernel: c.kernel)
    let total = (found.meanErrorCodes ?? -1) * 256
    #expect(
      [found.maxErrorCodes ?? -1, Int(total), found.codesBelowZero, found.saturatedCodes]
        == c.expected)
    #expect(found.losesNegativeLobe == c.losesLobe)
    #expect(found.table == c.kernel.table(p))
  }

  /// Errors counted from the runtime's own codes, with the standard library's rounding.
  @Test func agreesWithTheRuntimesTables() throws {
    let rows = try GoldenRow.table("hard_swish_int8")
    #expect(!rows.isEmpty)
    for row in rows {
      let (input, output) = (try row.grid("in_", .int8), try row.grid("out_", .int8))
      let errors = zip(-128...127, try row.codes(0)).map { code, result in
        let x = Double(input.scale) * Double(code - Int(input.zeroPoint))
        let y = x * Swift.min(6, Swift.max(0, x + 3)) / 6 / Double(output.scale)
        let nearest = y.rounded(.toNearestOrAwayFromZero) + Double(output.zeroPoint)
        return abs(Swift.min(127, Swift.max(-128, nearest)) - Double(result))
      }
      let found = HardSwishAnalysis(
        try HardSwishPreparation(input: input, output: output), kernel: .litertReference)
      #expect(found.maxErrorCodes.map(Double.init) == errors.max(), "\(row.place)")
      #expect(found.meanErrorCodes == errors.reduce(0, +) / 256, "\(row.place)")
    }
  }

  @Test func placesTheKnees() throws {
    let p = try HardSwishPreparation(input: Self.grid(0.25, 10), output: Self.grid(0.5, 0))
    let found = HardSwishAnalysis(p, kernel: .litertReference)
    #expect((found.positionOfMinusThree, found.positionOfThree) == (-2, 22))
    #expect(p.input.realRange == (-34.5, 29.25))
  }

  @Test func hasNoErrorFigureWithoutAScale() throws {
    let missing = Grid(scales: [], zeroPoints: [], codes: .int8)
    let p = try HardSwishPreparation(input: Self.grid(0.05, 0), output: missing)
    let found = HardSwishAnalysis(p, kernel: .litertReference)
    #expect(found.maxErrorCodes == nil && found.meanErrorCodes == nil)
    #expect(found.table.allSatisfy { $0 == 0 })
  }
}
