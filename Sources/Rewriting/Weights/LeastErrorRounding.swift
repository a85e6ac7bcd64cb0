internal import ModelFormat
internal import QuantMath

/// Rounds the weights of each output channel so that the expected error of its sums is the least.
///
/// With errors `e` of the weights of a channel, and inputs that are independent with one mean and one variance, the sum is
/// off by `variance · Σe² + mean² · (Σe)²` in the mean square. The nearest codes make the first term the least. But a channel
/// whose old scale is small rounds to few codes, often to zeros, and its errors add up: inputs that are never negative then
/// shift the sum. So some weights become the code on the other side, as long as that makes the whole less, and each weight
/// changes by less than one step.
///
/// Inputs are taken to be spread evenly over the positive numbers that they can be, as after a RELU or HARD_SWISH, so that
/// no data is needed. All weights of a DEPTHWISE_CONV_2D channel read one input channel, whose mean they share. Where other
/// layers add up many input channels, one mean for all is no better than the nearest codes (measured on four real models).
///
/// - Source: the aim is that of bias correction in Nagel et al. 2019, "Data-Free Quantization Through Weight
///   Equalization and Bias Correction", section 4.2, reached through the weights and not through the bias.
enum LeastErrorRounding {
  /// `mean² / variance` of numbers that are spread evenly from 0 to an end: 1/4 and 1/12 of its square.
  private static let meanToVariance = 3.0

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

  /// Moves the codes with the largest errors to their other neighbour as long as the expected error falls.
  ///
  /// Each further move costs more and brings less, so the first that does not help is the last.
  private static func correct(
    _ new: inout [Int8], at positions: [Int], from old: [Int8], _ ratio: Double
  ) {
    let errors = positions.map { Double(new[$0]) - Double(old[$0]) * ratio }
    var surplus = errors.reduce(0, +)
    let sign: Double = surplus < 0 ? -1 : 1
    let step: Int8 = surplus < 0 ? 1 : -1
    // Only codes rounded in the direction of the surplus have another neighbour on the other side.
    let candidates = positions.indices
      .filter {
        errors[$0] * sign > 0 && (-127...127).contains(Int(new[positions[$0]]) + Int(step))
      }
      .sorted { (errors[$0] * sign, $1) > (errors[$1] * sign, $0) }
    for candidate in candidates {
      let cost =
        (1 - 2 * errors[candidate].magnitude) + meanToVariance * (1 - 2 * surplus.magnitude)
      guard cost < 0 else { return }
      new[positions[candidate]] += step
      surplus -= sign
    }
  }
}

extension WeightScaling {
  /// The new weights, with the least expected error of each output channel; they are held in memory.
  func appliedWithLeastError(to weights: ByteRange) -> EditableData {
    var codes: [Int8] = []
    codes.reserveCapacity(weights.count)
    weights.forEachChunk(of: 256 << 10) { codes += $0.bindMemory(to: Int8.self) }
    return .bytes(LeastErrorRounding.codes(codes, self).map { UInt8(bitPattern: $0) })
  }
}
