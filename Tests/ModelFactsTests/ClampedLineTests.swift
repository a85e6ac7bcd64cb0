import TestSupport
import Testing

@testable import ModelFacts

@Suite struct ClampedLineTests {
  /// Whatever the steps, the line computes what the steps compute one by one.
  @Test func followsAnyChainOfSteps() {
    var random = SeededGenerator(seed: 0x5eed)
    for _ in 0..<2_000 {
      var line = ClampedLine()
      var steps: [@Sendable (Double) -> Double] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let constant = Double.random(in: -3...3, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0:
          line.add(constant)
          steps.append { $0 + constant }
        case 1 where constant != 0:
          line.multiply(by: constant)
          steps.append { $0 * constant }
        default:
          line.clamp(constant, constant + 2)
          steps.append { min(max($0, constant), constant + 2) }
        }
      }
      for x in stride(from: -8.0, through: 8, by: 0.5) {
        let expected = steps.reduce(x) { $1($0) }
        #expect(abs(line(x) - expected) < 1e-9, "\(line) at \(x)")
      }
    }
  }

  @Test func knowsRelu6OfXPlus3AndItsMultiples() {
    var line = ClampedLine()
    line.add(3)
    line.clamp(0, 6)
    line.multiply(by: 0.25)
    #expect(line.relu6Factor(reach: nil) == 0.25)
  }

  @Test func knowsAnUnclampedLineOnlyWhereXStaysInside() {
    var line = ClampedLine()
    line.add(3)
    #expect(line.relu6Factor(reach: -3...3) == 1)
    #expect(line.relu6Factor(reach: -3.2...3) == nil)
    #expect(line.relu6Factor(reach: nil) == nil)
  }

  @Test func isProportionalOnlyThroughZero() {
    var line = ClampedLine()
    line.multiply(by: 1.0 / 6)
    #expect(line.proportion == 1.0 / 6)
    line.add(0.5)
    #expect(line.proportion == nil)
  }
}
