import QuantMath
import Testing

@Suite struct HardSwishKernelTests {
  @Test func hasStableNames() {
    #expect(
      HardSwishKernel.allCases.map { $0.name(for: .int8) } == [
        "litert-reference-int8", "litert-neon-int8",
      ])
    #expect(HardSwishKernel.litertReference.name(for: .uint8) == "litert-reference-uint8")
  }

  @Test func tabulatesEveryCodeLowestFirst() throws {
    let grid = Grid(scale: 0.05, zeroPoint: 0, codes: .int8)
    let p = try HardSwishPreparation(input: grid, output: grid)
    for kernel in HardSwishKernel.allCases {
      let table = kernel.table(p)
      #expect(table.count == 256)
      #expect(table.first == kernel.output(of: -128, p))
      #expect(table.last == kernel.output(of: 127, p))
    }
    #expect(HardSwishKernel.litertNEON.table(p) == (-128...127).map { hardSwishNEON($0, p) })
  }
}

@Suite struct HardSwishReferenceTests {
  @Test(arguments: [
    ("hard_swish_int8", CodeRange.int8, 200), ("hard_swish_uint8", .uint8, 100),
  ])
  func reproducesTheRuntime(file: String, codes: CodeRange, count: Int) throws {
    let rows = try GoldenRow.table(file)
    #expect(rows.count == count)
    for row in rows {
      let p = try HardSwishPreparation(
        input: row.grid("in_", codes), output: row.grid("out_", codes))
      let table = (codes.lowest...codes.highest).map { hardSwishReference($0, p) }
      #expect(table == (try row.codes(0)), "\(row.place)")
    }
  }

  /// tensorflow/tensorflow#40781: a code for which the kernel is one below the function.
  @Test func isOneLowWhereTensorFlowIssue40781Is() throws {
    let p = try HardSwishPreparation(
      input: Grid(scale: 0.133083075, zeroPoint: 105, codes: .uint8),
      output: Grid(scale: 0.075572938, zeroPoint: 5, codes: .uint8))
    #expect(hardSwishReference(128, p) == 45)
    #expect(nearestHardSwish(128, input: p.input, output: p.output) == 46)
  }

  struct Oddity: CustomTestStringConvertible {
    let testDescription: String
    let input, output: Grid
    let expected: [Int32]

    init(
      _ why: String, _ input: (Float, Int32), _ output: (Float, Int32), gives expected: [Int32]
    ) {
      testDescription = why
      self.input = Grid(scale: input.0, zeroPoint: input.1, codes: .int8)
      self.output = Grid(scale: output.0, zeroPoint: output.1, codes: .int8)
      self.expected = expected
    }
  }

  /// Each expected list came out of ai-edge-litert 2.3.0, reference resolver, x86-64.
  @Test(arguments: [
    Oddity("an ordinary pair", (0.05, 0), (0.05, 0), gives: [0, 0, 0, 1, 1, 100]),
    Oddity("output scale over 512 times", (1, 3), (513, 7), gives: [8, 8, 8, 6, 6, 8]),
    Oddity("exactly 512 times", (1, 3), (512, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("a multiplier that vanishes", (1e-10, 3), (1, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("input scale 0", (0, 3), (0.05, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("output scale 0", (0.05, 3), (0, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("both scales 0", (0, 3), (0, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("infinite input scale", (.infinity, 3), (0.05, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("NaN input scale", (.nan, 3), (0.05, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("an infinite ratio", (1e38, 3), (1e-38, 7), gives: [7, 7, 7, 7, 7, 7]),
    Oddity("a left shift of 30", (2e7, 3), (1e6, 7), gives: [7, 7, 7, 7, 7, 127]),
    Oddity("negative input scale", (-0.05, 3), (0.05, 7), gives: [110, 9, 9, 8, 8, 7]),
    Oddity("negative output scale", (0.05, 3), (-0.05, 7), gives: [7, 9, 8, 8, 7, -90]),
    Oddity(
      "zero points at the edge of int16", (0.05, -32768), (0.05, 32767),
      gives: [127, 127, 127, -128, -128, -128]),
  ])
  func computesOdditiesAsTheRuntimeDoes(_ c: Oddity) throws {
    let p = try HardSwishPreparation(input: c.input, output: c.output)
    #expect([-100, -1, 0, 1, 2, 100].map { hardSwishReference($0, p) } == c.expected)
  }
}

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

@Suite struct HardSwishFloatTests {
  @Test(arguments: [(-4, 0), (-3, 0), (0, 0), (3, 3), (5, 5)] as [(Float, Float)])
  func isExactOutsideTheBends(x: Float, expected: Float) {
    #expect(hardSwishFloatReference(x) == expected)
    #expect(hardSwishFloatXNNPACK(x) == expected)
  }

  /// Three roundings, of numbers up to 24, the first two divided by 6 later on: below 2⁻²¹.
  @Test func staysNearTheRealFunction() {
    for step in -400...400 {
      let x = Float(step) / 100
      let exact = hardSwish(Double(x))
      #expect(abs(Double(hardSwishFloatReference(x)) - exact) <= 0x1p-21)
      #expect(abs(Double(hardSwishFloatXNNPACK(x)) - exact) <= 0x1p-21)
    }
  }

  @Test func infinityBecomesABoundOnlyInTheReference() {
    #expect(FusedActivation.none.appliedReference(to: .infinity) == .greatestFiniteMagnitude)
    #expect(FusedActivation.none.appliedXNNPACK(to: .infinity) == .infinity)
    #expect(FusedActivation.relu6.appliedReference(to: 7) == 6)
    #expect(FusedActivation.reluN1To1.applied(to: -5) == -1)
    #expect(ReluFunction.relu.applied(to: .nan).isNaN)
  }
}
