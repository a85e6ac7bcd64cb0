import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

@Suite struct LeastErrorRoundingTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The weights of a channel whose scale is a quarter of the new one.
    let codes: [Int8]
    let expected: [Int8]
  }

  // Worked out by hand; the first channel only sets the scale.
  @Test(arguments: [
    Case(
      testDescription: "four quarters are one step, not none", codes: [1, 1, 1, 1],
      expected: [1, 0, 0, 0]),
    Case(
      testDescription: "the same below zero", codes: [-1, -1, -1, -1], expected: [-1, 0, 0, 0]),
    Case(
      testDescription: "halves that went up: one goes down", codes: [2, 2, 2, -2],
      expected: [0, 1, 1, -1]),
    Case(
      testDescription: "the weight with the largest error moves", codes: [1, -2, 0, 0],
      expected: [0, 0, 0, 0]),
    Case(
      testDescription: "a step and a half too much: one move leaves half a step",
      codes: [3, 7, 6, 6],
      expected: [1, 2, 1, 2]),
    Case(
      testDescription: "a quarter moves for a surplus of 0.75, as 0.5 < 3 x 0.5",
      codes: [1, 1, 1, 0],
      expected: [1, 0, 0, 0]),
    Case(
      testDescription: "errors that cancel change nothing", codes: [1, -1, 5, -5],
      expected: [0, 0, 1, -1]),
    Case(
      testDescription: "a sum that is off by half a step stays", codes: [1, 1, 0, 0],
      expected: [0, 0, 0, 0]),
    Case(testDescription: "zeros stay", codes: [0, 0, 0, 0], expected: [0, 0, 0, 0]),
  ])
  func movesWhatPays(_ c: Case) throws {
    let runs = try #require(ChannelRuns(shape: [1, 2, 2, 2], axis: 3))
    let scaling = try WeightScaling(
      runs, scales: [1, 0.25], extremes: [-127...127, -127...127])
    let first: [Int8] = [127, -127, 3, 0]
    let all = zip(first, c.codes).flatMap { [$0, $1] }
    let new = LeastErrorRounding.codes(all, scaling)
    #expect(stride(from: 0, to: 8, by: 2).map { new[$0] } == first)
    #expect(stride(from: 1, to: 8, by: 2).map { new[$0] } == c.expected)
  }

  /// The definition, on weights of every spread: no other choice of neighbours has a smaller expected error.
  @Test func noOtherChoiceIsBetter() throws {
    var random = SeededGenerator(seed: 0x10a)
    let runs = try #require(ChannelRuns(shape: [1, 3, 3, 64], axis: 3))
    let scales = (0..<64).map { Float(pow2: -$0 / 6) * .random(in: 0.6...1, using: &random) }
    let codes = (0..<9 * 64).map { _ in Int8.random(in: -127...127, using: &random) }
    let scaling = try WeightScaling(
      runs, scales: scales, extremes: Array(repeating: -127...127, count: 64))
    let new = LeastErrorRounding.codes(codes, scaling)
    // Of inputs that are spread evenly over [0, 1], the mean is 1/2 and the variance 1/12.
    func error(_ errors: [Double]) -> Double {
      let sum = errors.reduce(0, +)
      return errors.reduce(0) { $0 + $1 * $1 } / 12 + sum * sum / 4
    }
    for channel in 0..<64 {
      let ratio = Double(scales[channel]) / Double(scaling.scale)
      let places = Array(stride(from: channel, to: codes.count, by: 64))
      let found = error(places.map { Double(new[$0]) - Double(codes[$0]) * ratio })
      var least = Double.infinity
      for choice in 0..<1 << 9 {
        let errors = places.enumerated().map { order, place in
          let exact = Double(codes[place]) * ratio
          let below = exact.rounded(.down)
          return (choice >> order & 1 == 0 || below + 1 > 127 ? below : below + 1) - exact
        }
        least = min(least, error(errors))
      }
      #expect(found <= least + 1e-9, "channel \(channel)")
    }
  }

  @Test func everyWeightIsANeighbourAndNoSumIsFarOff() throws {
    var random = SeededGenerator(seed: 0x50b)
    let runs = try #require(ChannelRuns(shape: [1, 5, 5, 64], axis: 3))
    let scales = (0..<64).map { Float(pow2: -$0 / 6) * .random(in: 0.6...1, using: &random) }
    let codes = (0..<25 * 64).map { _ in Int8.random(in: -127...127, using: &random) }
    let scaling = try WeightScaling(
      runs, scales: scales, extremes: Array(repeating: -127...127, count: 64))
    let new = LeastErrorRounding.codes(codes, scaling)
    for channel in 0..<64 {
      let ratio = Double(scales[channel]) / Double(scaling.scale)
      let errors = stride(from: channel, to: codes.count, by: 64)
        .map { Double(new[$0]) - Double(codes[$0]) * ratio }
      #expect(errors.allSatisfy { abs($0) < 1 }, "channel \(channel)")
      // Two thirds: with 3 (2 x 2/3 - 1) = 1, a move pays that costs 1 at most.
      #expect(abs(errors.reduce(0, +)) <= 2 / 3.0 + 1e-9, "channel \(channel)")
    }
    #expect(!new.contains(-128))
  }

  static let options = """
    builtin_options_type: "DepthwiseConv2DOptions",
    builtin_options: {stride_w: 1, stride_h: 1, depth_multiplier: 1, dilation_w_factor: 1,
      dilation_h_factor: 1},
    """

  @Test func thePassRoundsDepthwiseWeightsSo() throws {
    let model = MatrixModel(
      code: "builtin_code: DEPTHWISE_CONV_2D, version: 3", options: Self.options,
      weightShape: "[1, 2, 2, 2]", scales: "[1, 0.25]", axis: 3,
      weights: [127, 1, -127, 1, 3, 1, 0, 1],
      biasScales: "scale: [0.25, 0.0625], zero_point: [0, 0],")
    let after = Model(file: try RewrittenModel(model.file, PerTensorWeights()).after)
    #expect(after.scales(1) == [1] && after.zeroPoints(1) == [0])
    #expect(after.codes(1) == [127, 1, -127, 0, 3, 0, 0, 0])
    #expect(after.integers(2) == [1000, -500])
  }
}

extension Float {
  fileprivate init(pow2 exponent: Int) {
    self = Float(sign: .plus, exponent: exponent, significand: 1)
  }
}
