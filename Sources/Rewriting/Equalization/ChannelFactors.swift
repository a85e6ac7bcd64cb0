internal import Glibc
internal import ModelFormat
internal import QuantMath

/// Factors of channels with which the weights on both sides of each path have the same range.
///
/// - Source: Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction", section
///   4.1: the factor of a channel is sqrt(r2 / r1), with the greatest weight r1 that writes and r2 that reads it.
struct ChannelFactors {
  /// The factors for each path.
  private(set) var factors: [[Double]]

  /// Factors change by less than this, as logarithms, in the last round.
  private static let tolerance = 0.005
  /// Paths share layers, so that each changes the next one's ranges.
  private static let mostRounds = 200
  /// No channel becomes larger or smaller than this.
  private static let limit = 1024.0
  /// Channels whose factors differ by less than this are equal already.
  static let leastSpread = 1.25

  /// Solves for all paths of a subgraph.
  init(_ paths: [ChannelPath]) {
    factors = paths.map { [Double](repeating: 1, count: $0.first.outputCount) }
    var sides: [Int: Side] = [:]
    for path in paths {
      for layer in [path.first, path.second] where sides[layer.op.index] == nil {
        sides[layer.op.index] = Side(layer)
      }
    }
    for _ in 0..<Self.mostRounds {
      var largest = 0.0
      for (place, path) in paths.enumerated() {
        let (first, second) = (path.first.op.index, path.second.op.index)
        guard let writes = sides[first]?.written, let reads = sides[second]?.read else { continue }
        var change = [Double](repeating: 1, count: writes.count)
        for channel in change.indices where writes[channel] > 0 && reads[channel] > 0 {
          let old = factors[place][channel]
          let new = min(
            Self.limit, max(1 / Self.limit, old * (reads[channel] / writes[channel]).squareRoot()))
          change[channel] = new / old
          factors[place][channel] = new
          largest = max(largest, abs(log(new / old)))
        }
        sides[first]?.scaleOutputs(by: change)
        sides[second]?.scaleInputs(by: change)
      }
      if largest < Self.tolerance { break }
    }
  }

  /// The greatest weights of a layer at the present factors.
  private struct Side {
    private var magnitudes: [Double]
    private let (outputCount, inputCount): (Int, Int)
    private let isDepthwise: Bool

    init(_ layer: EqualizedLayer) {
      magnitudes = layer.magnitudes
      (outputCount, inputCount) = (layer.outputCount, layer.inputCount)
      isDepthwise = layer.isDepthwise
    }

    /// The greatest weight that writes each output channel.
    var written: [Double] {
      guard !isDepthwise else { return magnitudes }
      return (0..<outputCount).map { row in
        magnitudes[row * inputCount..<(row + 1) * inputCount].reduce(0) { max($0, $1) }
      }
    }

    /// The greatest weight that reads each input channel.
    var read: [Double] {
      guard !isDepthwise else { return magnitudes }
      var greatest = [Double](repeating: 0, count: inputCount)
      for row in 0..<outputCount {
        for column in 0..<inputCount {
          greatest[column] = max(greatest[column], magnitudes[row * inputCount + column])
        }
      }
      return greatest
    }

    mutating func scaleOutputs(by factors: [Double]) {
      for place in magnitudes.indices {
        magnitudes[place] *= factors[isDepthwise ? place : place / inputCount]
      }
    }

    mutating func scaleInputs(by factors: [Double]) {
      for place in magnitudes.indices {
        magnitudes[place] /= factors[isDepthwise ? place : place % inputCount]
      }
    }
  }
}

extension ChannelPath {
  /// The scale of the tensors between with which no channel leaves its codes that did not leave them before: for
  /// any input codes of the first layer, its old limits times its factor fit into the new ones.
  func grid(for factors: [Double]) -> Grid {
    let old = first.output
    let (low, high) = (old.realRange.lowestCode, old.realRange.highestCode)
    let isRelu = first.op.fusedActivation == .relu
    var ratio = 0.0
    for (range, factor) in zip(first.reach, factors) {
      if high > 0 { ratio = max(ratio, factor * min(high, range.upperBound) / high) }
      if low < 0, !isRelu { ratio = max(ratio, factor * max(low, range.lowerBound) / low) }
    }
    // All channels are 0.
    if ratio <= 0 { ratio = factors.max() ?? 1 }
    return Grid(
      scale: Float(Double(old.scale) * ratio).nextUp, zeroPoint: old.zeroPoint, codes: old.codes)
  }
}
