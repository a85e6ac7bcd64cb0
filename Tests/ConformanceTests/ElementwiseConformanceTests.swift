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
}
