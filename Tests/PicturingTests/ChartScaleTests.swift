import Testing

@testable import Picturing

@Suite struct ChartScaleTests {
  @Test func equalDifferencesAreEqualDistances() {
    let scale = ChartScale(-4...4, to: (100, 0))
    #expect([-4, 0, 2, 4].map(scale.place) == [100, 50, 25, 0])
  }

  @Test func equalRatiosAreEqualDistances() {
    let scale = ChartScale(logarithmic: 0.01...100, to: (0, 400))
    for (number, place) in [(0.01, 0.0), (0.1, 100), (1, 200), (10, 300), (100, 400)] {
      #expect(abs(scale.place(number) - place) < 1e-9)
    }
  }

  @Test func numbersOutsideAreAtTheEnds() {
    let scale = ChartScale(0...1, to: (0, 10))
    #expect([-5, 7].map(scale.place) == [0, 10])
  }

  @Test func ticksAreRoundNumbers() {
    let ticks = ChartScale(-3.953...4.176, to: (0, 1)).ticks(5)
    #expect(ticks == [-2, 0, 2, 4])
  }

  @Test func aFewDecadesHaveTwosAndFives() {
    let ticks = ChartScale(logarithmic: 0.9...60, to: (0, 1)).ticks(5)
    #expect(ticks == [1, 2, 5, 10, 20, 50])
  }

  @Test func manyDecadesHaveTensOnly() {
    let ticks = ChartScale(logarithmic: 1e-7...1e-3, to: (0, 1)).ticks(5)
    #expect(ticks.count == 5)
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { abs($1 / $0 - 10) < 1e-9 })
  }

  /// A model may have any float as a scale.
  @Test(arguments: [(0.0, 0.0), (5, 5), (-1e300, 1e300)])
  func anyDomainHasAFewTicks(low: Double, high: Double) {
    let scale = ChartScale(low...high, to: (0, 100))
    #expect(scale.ticks(5).count < 100)
    #expect(scale.place(low).isFinite && scale.place(high).isFinite)
  }
}
