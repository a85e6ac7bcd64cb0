import QuantMath
import Testing

@testable import Rewriting

/// Grids that no calibration makes: a split, or an error with the runtime's reason; never a trap.
@Suite struct OddGridTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let strategy: SplitStrategy
    let input, output: Grid
    let condition: ArithmeticCondition?

    init(
      _ why: String, _ strategy: SplitStrategy, _ input: (Float, Int32), _ output: (Float, Int32),
      throws condition: ArithmeticCondition? = nil
    ) {
      (testDescription, self.strategy, self.condition) = (why, strategy, condition)
      self.input = Grid(scale: input.0, zeroPoint: input.1, codes: .int8)
      self.output = Grid(scale: output.0, zeroPoint: output.1, codes: .int8)
    }
  }

  @Test(arguments: [
    Case("only inputs from 0 on", .relu6, (0.01, -128), (0.008, -128)),
    Case("only inputs up to 0", .relu6, (0.02, 127), (0.002, 127)),
    Case("inputs so small that the output is half of them", .depthwise, (1e-6, 0), (1e-6, 0)),
    Case("a bias of more than 32 bits", .depthwise, (1e-12, 0), (1e-12, 0)),
    Case("inputs up to 12,700", .int16, (100, 0), (50, 0)),
    Case("a scale of 0", .relu6, (0, 0), (0.1, 0), throws: .zeroScale),
    Case("a scale below 0", .int16, (-0.1, 0), (0.1, 0), throws: .negativeScale),
    Case("an infinite scale", .lookup, (0.1, 0), (.infinity, 0), throws: .scaleNotFinite),
    Case("a table is copied whatever the scales", .lookupMicro, (0, 0), (0.1, 0)),
    Case("a table is copied whatever the zero point", .lookup, (0.1, -300), (0.1, 200)),
    Case(
      "the delegate refuses a zero point outside the codes", .relu6, (0.1, 128), (0.1, 0),
      throws: .xnnpackQuantizationRefused),
    Case(
      "an ADD that would end the process", .relu6Folded, (13_000, 0), (6500, 0),
      throws: .addMultiplierOutOfRange),
    Case(
      "the same ADD in int16, where less is allowed", .int16, (60_000, 0), (30_000, 0),
      throws: .addMultiplierOutOfRange),
  ])
  func splitsOrSaysWhyNot(_ c: Case) throws {
    let site = try ReplacedHardSwish(input: c.input, output: c.output)
    guard let condition = c.condition else {
      let best = try SplitScore(c.strategy.split.best(replacing: site).tables(), site)
      let natural = try c.strategy.split.init(replacing: site).tables()
      #expect(best <= SplitScore(natural, site))
      return
    }
    let error = #expect(throws: SplitError.self) {
      try c.strategy.split.best(replacing: site)
    }
    #expect(error?.strategy == c.strategy)
    #expect(error?.condition == condition)
  }

  @Test func saysWhy() throws {
    let zero = Grid(scale: 0, zeroPoint: 0, codes: .int8)
    let site = try ReplacedHardSwish(
      input: zero, output: Grid(scale: 0.5, zeroPoint: 0, codes: .int8))
    let error = #expect(throws: SplitError.self) {
      try FloatSplit.best(replacing: site)
    }
    #expect(
      error?.description
        == "HARD_SWISH cannot be split by 'float': a scale is 0; every output is the zero point: "
        + "input scale 0.0, output scale 0.5 [zero-scale]; choose another strategy")
  }
}
