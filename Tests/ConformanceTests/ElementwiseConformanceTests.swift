import QuantMath
import Testing

/// Every code of models of several operators, as `ElementwiseFunction` predicts it and as the
/// runtime computes it.
@Suite struct ElementwiseConformanceTests {
  @Test(arguments: Spelling.allCases)
  func spelling(_ spelling: Spelling) throws {
    var draw = GridDraw(for: "chain \(spelling)")
    var cases: [ChainCase] = []
    for number in 1...24 {
      let codes: CodeRange = number % 3 == 0 ? .uint8 : .int8
      if let made = try draw.chain(spelling, codes, number: number) { cases.append(made) }
    }
    let report = try KernelOracle.compare(cases, spelling.rawValue, script: "run_chains.py")
    #expect(report.codes(.reference) >= 8 * 256, "\(Seed.note)")
    #expect(report.codes(.default) >= 4 * 256, "\(Seed.note)")
  }

  /// The default path multiplies and adds in one step where the processor can.
  @Test(arguments: FloatSpelling.allCases)
  func floatSpelling(_ spelling: FloatSpelling) throws {
    var draw = GridDraw(for: "float chain \(spelling)")
    let cases = try (1...12).map { try draw.chain(spelling, number: $0) }
    let report = try KernelOracle.compare(cases, spelling.rawValue, script: "run_chains.py")
    #expect(report.codes(.reference) == 12 * 512)
    // How XNNPACK multiplies and adds for each channel is open.
    #expect(report.codes(.default) == (spelling == .depthwise ? 0 : 12 * 512))
  }

  /// Every kernel takes two tensors whose shapes differ in leading ones for tensors of one shape.
  @Test(arguments: [CodeRange.int8, .uint8, .int16])
  func leadingOnes(codes: CodeRange) throws {
    var draw = GridDraw(for: "leading ones \(codes)")
    let cases = try (1...12).map { try draw.leadingOnes(codes, number: $0) }
    let report = try KernelOracle.compare(cases, "leading ones \(codes)", script: "run_chains.py")
    for resolver in Resolver.allCases {
      #expect(report.codes(resolver) == 12 * codes.count, "\(Seed.note)")
    }
  }

  @Test(arguments: [(CodeRange.int8, 60), (.uint8, 60), (.int16, 12)])
  func anyOperators(codes: CodeRange, count: Int) throws {
    var draw = GridDraw(for: "random chain \(codes)")
    let cases = try (1...count).map { try draw.randomChain(codes, number: $0) }
    let report = try KernelOracle.compare(cases, "random \(codes)", script: "run_chains.py")
    #expect(report.codes(.reference) >= count / 4 * codes.count, "\(Seed.note)")
    #expect(report.codes(.default) > 0, "\(Seed.note)")
  }
}
