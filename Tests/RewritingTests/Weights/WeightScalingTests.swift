import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct WeightScalingTests {
  /// The definition: no code is nearer, and a half went away from zero.
  @Test func aMultiplierGivesTheNearestCode() {
    var random = SeededGenerator(seed: 0x5ca1e)
    var found = 0
    for _ in 0..<2_000 {
      let ratio = Double.random(in: 0.01...1, using: &random)
      guard let multiplier = FixedPointScaling.multiplier(for: ratio, codes: -127...127)
      else { continue }
      found += 1
      for code in Int8(-127)...127 {
        let new = FixedPointScaling.scaled(code, by: multiplier)
        #expect(abs(Double(new) - Double(code) * ratio) <= 0.5, "\(code) times \(ratio)")
      }
    }
    // The few others are scaled one by one.
    #expect(found > 1_800, "\(found)")
  }

  @Test func thereIsNoMultiplierPastOne() {
    #expect(FixedPointScaling.multiplier(for: 1.01, codes: -1...1) == nil)
    #expect(FixedPointScaling.multiplier(for: 0, codes: -1...1) == nil)
  }

  /// Data may be asked for from any place: each piece must be that of the whole.
  @Test(arguments: [[5, 3, 70], [3, 2, 2, 1], [1, 4, 4, 6], [2, 300]], [0, 1])
  func givesTheSameBytesFromEveryPlace(shape: [Int32], fromEnd: Int) throws {
    let axis = fromEnd == 0 ? 0 : shape.count - 1
    let runs = try #require(ChannelRuns(shape: shape, axis: axis))
    var random = SeededGenerator(seed: 7)
    let count = shape.reduce(1) { $0 * Int($1) }
    let weights = (0..<count).map { _ in Int8.random(in: -127...127, using: &random) }
    let scales = (0..<runs.channelCount).map { _ in Float.random(in: 0.01...1, using: &random) }
    let scaling = try WeightScaling(
      runs, scales: scales, extremes: Array(repeating: -127...127, count: runs.channelCount))
    let bytes = scaling.applied(to: .bytes(weights.map { UInt8(bitPattern: $0) }))

    // The channel of an element, by its position in the shape.
    let inner = shape.dropFirst(axis + 1).reduce(1) { $0 * Int($1) }
    let expected = weights.enumerated().map { i, code -> UInt8 in
      let ratio = Double(scales[i / inner % Int(shape[axis])]) / Double(scaling.scale)
      let exact = (Double(code) * ratio).rounded(.toNearestOrAwayFromZero)
      return UInt8(bitPattern: Int8(max(-127, min(127, exact))))
    }
    for start in [0, 1, 7, count / 2, count - 1] {
      for length in [1, 2, count / 3, count - start] where start + length <= count {
        var piece = [UInt8](repeating: 0xee, count: length)
        piece.withUnsafeMutableBytes { bytes.read(from: start, into: $0) }
        #expect(piece == Array(expected[start..<start + length]), "\(length) from \(start)")
      }
    }
  }
}
