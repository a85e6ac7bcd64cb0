internal import Glibc

/// The energies of weights and of what changed in them, channel by channel.
struct WeightFigures {
  private let scaling: WeightScaling
  /// In the squares of old steps.
  private var signal: [Double]
  private var noise: [Double]
  private var greatest: [Double]

  init(_ scaling: WeightScaling) {
    self.scaling = scaling
    signal = Array(repeating: 0, count: scaling.scales.count)
    (noise, greatest) = (signal, signal)
  }

  /// Adds a weight.
  mutating func add(_ code: Int8, channel: Int) {
    let change = Change(scaling.ratio(channel))
    let (value, difference) = (Double(code.magnitude), change.difference(code.magnitude))
    signal[channel] += value * value
    noise[channel] += difference * difference
    greatest[channel] = max(greatest[channel], abs(difference))
  }

  /// Adds the weights that were counted, and begins to count anew.
  mutating func add(_ counts: inout CodeCounts, channel: Int) {
    let change = Change(scaling.ratio(channel))
    let sums = counts.takeMagnitudes { counts in
      var (signal, noise, greatest) = (0, 0.0, 0.0)
      for (magnitude, count) in counts.enumerated() where count > 0 {
        let difference = change.difference(UInt8(truncatingIfNeeded: magnitude))
        signal += Int(count) * magnitude * magnitude
        noise += Double(count) * difference * difference
        greatest = max(greatest, abs(difference))
      }
      return (signal: signal, noise: noise, greatest: greatest)
    }
    signal[channel] += Double(sums.signal)
    noise[channel] += sums.noise
    greatest[channel] = max(greatest[channel], sums.greatest)
  }

  /// What a scaling does to the magnitude of codes, which both signs share.
  private struct Change {
    let ratio: Double
    let inverse: Double

    init(_ ratio: Double) { (self.ratio, inverse) = (ratio, 1 / ratio) }

    /// How far the new number is from the old one, in old steps.
    func difference(_ magnitude: UInt8) -> Double {
      let code = Int32(min(Double(magnitude) * ratio + 0.5, 127))
      return Double(magnitude) - Double(code) * inverse
    }
  }

  /// The figures of the whole layer.
  var certificate: WeightsCertificate {
    var (totalSignal, totalNoise, maxAbsolute) = (0.0, 0.0, 0.0)
    var worst: (channel: Int, decibels: Double)?
    for (channel, scale) in scaling.scales.enumerated() {
      let step = Double(scale)
      totalSignal += step * step * signal[channel]
      totalNoise += step * step * noise[channel]
      maxAbsolute = max(maxAbsolute, step * greatest[channel])
      let decibels = Self.decibels(signal[channel], noise[channel])
      if worst.map({ decibels < $0.decibels }) ?? true { worst = (channel, decibels) }
    }
    return WeightsCertificate(
      signalToNoise: Self.decibels(totalSignal, totalNoise), worstChannel: worst?.channel,
      worstSignalToNoise: worst?.decibels, maxAbsolute: maxAbsolute)
  }

  private static func decibels(_ signal: Double, _ noise: Double) -> Double {
    noise == 0 ? .infinity : 10 * log10(signal / noise)
  }
}
