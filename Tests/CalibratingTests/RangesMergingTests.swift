import Calibrating
import ModelFormat
import Testing

@Suite struct RangesMergingTests {
  private typealias Measured = MeasuredTensor

  @Test func countsAddUp() throws {
    let a = Measured.ranges([Measured.codes], versions: ["2.2"])
    let both = try a.merged(with: Measured.ranges([Measured.codes], samples: 5, versions: ["2.1"]))
    #expect(both.sampleCount == 7)
    #expect(both.runtimeVersions == ["2.1", "2.2"])
    let merged = try #require(both.measurements.first)
    #expect(merged.counts.finite == 14)
    #expect(merged.counts.highestCode == 6)
    #expect(merged.counts.clipped == 10)
    #expect(merged.sum == ExactNumber(534))
    #expect(merged.spread?.counts.last == 6)
    #expect(merged.range?.deviation == Measured.codes.range?.deviation)
  }

  @Test func binsJoinUntilAllValuesFit() throws {
    // 1 and 2049 are 2048 apart: bins of 2 hold them, from bin 0 to bin 1024.
    let low = Measured.ranges([Measured.float(1, count: 3, exponent: -52)])
    let high = Measured.ranges([Measured.float(2049, count: 4, exponent: -41)])
    let merged = try low.merged(with: high)
    let spread = try #require(merged.measurements.first?.spread)
    #expect(spread.widthExponent == 1)
    #expect(spread.first == 0)
    #expect(spread.counts.count == 1025)
    #expect((spread.counts.first, spread.counts.last) == (3, 4))
    #expect(merged.measurements.first?.counts.nan == 2)
    // (3 · 1 + 4 · 2049) / 7.
    #expect(merged.tensors.first?.mean == 8199.0 / 7)
    #expect(try high.merged(with: low) == merged)
  }

  @Test func orderAndGroupingDoNotMatter() throws {
    let parts = [(-3.5, -51), (1, -52), (40_000.125, -37), (0.25, -54), (-2049, -41)].map {
      Measured.ranges([Measured.float($0.0, count: 3, exponent: $0.1)])
    }
    let first = try parts.dropFirst().reduce(parts[0]) { try $0.merged(with: $1) }
    let reversed = Array(parts.reversed())
    let second = try reversed.dropFirst().reduce(reversed[0]) { try $0.merged(with: $1) }
    let third = try parts[0].merged(with: parts[3])
      .merged(with: try parts[1].merged(with: try parts[4].merged(with: parts[2])))
    #expect(first == second)
    #expect(first == third)
    #expect(first.measurements.first?.counts.finite == 15)
  }

  @Test func whatWasGivenIsJoined() throws {
    func given(_ range: ClosedRange<Double>?) -> Ranges {
      let one = MeasuredTensor.codes
      return MeasuredTensor.ranges([
        TensorMeasurement(
          tensor: one.tensor, name: one.name, type: one.type, grid: one.grid, counts: one.counts,
          sum: one.sum, squareSum: one.squareSum, spread: one.spread, given: range)
      ])
    }
    #expect(try given(-1...2).merged(with: given(-3...1)).measurements[0].given == -3...2)
    #expect(try given(nil).merged(with: given(-3...1)).measurements[0].given == -3...1)
  }

  @Test func onlyRunsOfOneModelMerge() {
    let a = Measured.ranges([Measured.codes])
    for other in [
      Measured.ranges([Measured.codes], kernels: "default"), Measured.ranges([]),
      Measured.ranges([Measured.codes], digest: String(repeating: "a", count: 64)),
      Measured.ranges([Measured.float(1, count: 1, exponent: 0)]),
      Measured.ranges([Measured.codes], samples: Ranges.largestCount),
    ] {
      #expect(throws: Diagnostic(.rangesNotMergeable, "", fix: "")) { try a.merged(with: other) }
    }
  }
}
