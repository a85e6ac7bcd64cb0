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

  /// Adds a number of weights with codes of one magnitude.
  mutating func add(_ magnitude: UInt8, times count: Int, channel: Int) {
    // Both signs change alike; -128 has a magnitude that no int8 has.
    let ratio = scaling.ratio(channel)
    let new = (min(Double(magnitude) * ratio + 0.5, 127)).rounded(.towardZero)
    let difference = Double(magnitude) - new / ratio
    signal[channel] += Double(count) * Double(magnitude) * Double(magnitude)
    noise[channel] += Double(count) * difference * difference
    greatest[channel] = max(greatest[channel], abs(difference))
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
