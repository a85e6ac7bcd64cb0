internal import Glibc

/// The energies of weights and of what changed in them, channel by channel.
struct WeightFigures {
  private let scaling: WeightScaling
  /// In the squares of old steps.
  private var signal: [Double]
  private var noise: [Double]
  /// The greatest magnitude of a code in each channel.
  private var magnitudes: [UInt8]
  /// The greatest change of a weight.
  private var greatest = 0.0

  init(_ scaling: WeightScaling) {
    self.scaling = scaling
    signal = Array(repeating: 0, count: scaling.scales.count)
    noise = signal
    magnitudes = Array(repeating: 0, count: scaling.scales.count)
  }

  /// The least range, as wide to both sides as int8 is, that holds the codes of each channel.
  var extremes: [ClosedRange<Int8>] {
    magnitudes.map { -Int8(min($0, 127)) - ($0 > 127 ? 1 : 0)...Int8(min($0, 127)) }
  }

  /// Adds a weight.
  mutating func add(_ code: Int8, channel: Int) {
    let change = MagnitudeChange(scaling.ratio(channel))
    let (value, difference) = (Double(code.magnitude), change.difference(code.magnitude))
    signal[channel] += value * value
    noise[channel] += difference * difference
    magnitudes[channel] = max(magnitudes[channel], code.magnitude)
    greatest = max(greatest, Double(scaling.scales[channel]) * abs(difference))
  }

  /// Adds the weights that were counted, and begins to count anew.
  mutating func add(_ counts: inout CodeCounts, channel: Int) {
    let change = MagnitudeChange(scaling.ratio(channel))
    let sums = counts.takeMagnitudes { counts in CountedChanges(counts, change) }
    signal[channel] += sums.signal
    noise[channel] += sums.noise
    magnitudes[channel] = max(magnitudes[channel], sums.magnitude)
    greatest = max(greatest, Double(scaling.scales[channel]) * sums.greatest)
  }

  /// The figures of the whole layer.
  var certificate: WeightsCertificate {
    var (totalSignal, totalNoise) = (0.0, 0.0)
    var worst: (channel: Int, decibels: Double)?
    for (channel, scale) in scaling.scales.enumerated() {
      let step = Double(scale)
      totalSignal += step * step * signal[channel]
      totalNoise += step * step * noise[channel]
      let decibels = Self.decibels(signal[channel], noise[channel])
      if worst.map({ decibels < $0.decibels }) ?? true { worst = (channel, decibels) }
    }
    return WeightsCertificate(
      signalToNoise: Self.decibels(totalSignal, totalNoise), worstChannel: worst?.channel,
      worstSignalToNoise: worst?.decibels, maxAbsolute: greatest)
  }

  private static func decibels(_ signal: Double, _ noise: Double) -> Double {
    noise == 0 ? .infinity : 10 * log10(signal / noise)
  }
}
