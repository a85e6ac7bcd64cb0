internal import ModelFormat
internal import QuantMath

/// Rounds the weights of each output channel so that their sum changes as little as possible.
///
/// A channel whose old scale is small rounds to few codes with a larger scale, often to zeros, and the errors
/// of its weights add up: a constant input then gives another output. All weights of a DEPTHWISE_CONV_2D
/// channel read the same input channel, so if their sum is kept, its response to a constant input is kept, and
/// with it, away from padding, the mean of its output. That takes no data.
///
/// A weight becomes one of the two codes next to its exact value, the farther one for as few weights as
/// possible, so it changes by less than one step.
///
/// - Source: the aim is that of bias correction in Nagel et al. 2019, "Data-Free Quantization Through Weight
///   Equalization and Bias Correction", section 4.2, reached through the weights and not through the bias.
enum SumKeepingRounding {
  /// The new codes of weights; their number is that of `codes`.
  static func codes(_ codes: [Int8], _ scaling: WeightScaling) -> [Int8] {
    var new = codes
    var channels = [[Int]](repeating: [], count: scaling.runs.channelCount)
    scaling.runs.forEachRun(in: codes.indices) { channel, run in channels[channel] += run }
    for (channel, positions) in channels.enumerated() {
      let ratio = scaling.ratio(channel)
      for position in positions {
        new[position] = scaling.code(codes[position], channel: channel)
      }
      correct(&new, at: positions, from: codes, ratio)
    }
    return new
  }

  /// Moves the codes with the largest errors to their other neighbour until the errors of a channel add up to
  /// half a step at most.
  private static func correct(
    _ new: inout [Int8], at positions: [Int], from old: [Int8], _ ratio: Double
  ) {
    let errors = positions.map { Double(new[$0]) - Double(old[$0]) * ratio }
    let surplus = errors.reduce(0, +)
    // The fewest moves that leave half a step.
    let moves = Int(saturating: (surplus.magnitude - 0.5).rounded(.up))
    guard moves > 0 else { return }
    let sign: Double = surplus < 0 ? -1 : 1
    let step: Int8 = surplus < 0 ? 1 : -1
    // Only codes rounded in the direction of the surplus, which have another neighbour on the other side.
    let candidates = positions.indices
      .filter {
        errors[$0] * sign > 0 && (-127...127).contains(Int(new[positions[$0]]) + Int(step))
      }
      .sorted { (errors[$0] * sign, $1) > (errors[$1] * sign, $0) }
    for candidate in candidates.prefix(moves) {
      new[positions[candidate]] += step
    }
  }
}

extension WeightScaling {
  /// The new weights, with the sum of each output channel kept; they are held in memory.
  func appliedKeepingSums(to weights: ByteRange) -> EditableData {
    var codes: [Int8] = []
    codes.reserveCapacity(weights.count)
    weights.forEachChunk(of: 256 << 10) { codes += $0.bindMemory(to: Int8.self) }
    return .bytes(SumKeepingRounding.codes(codes, self).map { UInt8(bitPattern: $0) })
  }
}
