internal import CByteRuns
internal import ModelFacts
internal import ModelFormat

/// Weights before and after a change, summed per channel in one pass over both.
struct WeightComparison {
  /// The sums over the weights of one output channel.
  struct Sums {
    /// The positive and the negative changes, as real numbers.
    fileprivate(set) var (up, down) = (0.0, 0.0)
    /// The squares of the changes, and of the old weights.
    fileprivate(set) var (noise, signal) = (0.0, 0.0)
    /// The greatest change.
    fileprivate(set) var greatest = 0.0
    /// The weights above and below 0, in steps of their scale, before and after.
    fileprivate(set) var old = Signed()
    fileprivate(set) var new = Signed()

    /// The sums of a channel whose weights are all added up.
    fileprivate init(
      _ changes: cbr_changes, old: Signed, new: Signed, scales: (old: Double, new: Double)
    ) {
      // Sums of whole numbers are exact, so that their difference is no sum of rounded changes.
      let total =
        changes.absolute == 0
        ? 0 : (new.above + new.below) * scales.new - (old.above + old.below) * scales.old
      (up, down) = ((changes.absolute + total) / 2, (total - changes.absolute) / 2)
      (noise, signal, greatest) = (changes.noise, changes.signal, changes.greatest)
      (self.old, self.new) = (old, new)
    }

    fileprivate init() {}

    /// Adds a weight that was one number and is another.
    fileprivate mutating func add(_ was: Double, _ now: Double) {
      let change = now - was
      (up, down) = (up + max(0, change), down + min(0, change))
      (noise, signal) = (noise + change * change, signal + was * was)
      greatest = max(greatest, abs(change))
    }
  }

  /// Positive and negative numbers, summed separately.
  struct Signed {
    fileprivate(set) var (above, below) = (0.0, 0.0)

    /// Adds bytes that a kernel reads as `(byte ^ flip) - zero`.
    fileprivate mutating func add(_ bytes: UnsafeRawBufferPointer, _ reading: cbr_reading) {
      // A sum of bytes that are raised to the zero point at least counts those above it alone.
      let zero = UInt8(clamping: reading.zero)
      let run = cbr_sum(bytes.baseAddress, bytes.count, reading.flip, zero)
      let zeros = Double(zero) * Double(bytes.count)
      above += Double(run.raised) - zeros
      below += Double(run.sum) - Double(run.raised)
    }

    /// Adds a number of steps.
    fileprivate mutating func add(_ steps: Double) {
      (above, below) = (above + max(0, steps), below + min(0, steps))
    }

    /// The smallest and the largest sum of products with inputs in a range around 0.
    func range(of inputs: ClosedRange<Double>) -> ClosedRange<Double> {
      (above * inputs.lowerBound + below * inputs.upperBound)...(above * inputs.upperBound + below
        * inputs.lowerBound)
    }
  }

  /// The sums of all channels in steps of the weights' scales: the same for any scales that stay unchanged.
  struct Steps {
    fileprivate let channels: [Sums]
  }

  let (old, new): (StoredWeights, StoredWeights)
  /// What is taken out of the new weights before they are compared.
  let factors: LayerFactors
  private let channels: [Sums]
  /// Whether they are in steps.
  private let countsSteps: Bool

  /// - Parameter steps: the sums of the same codes, if scales stay.
  /// - Throws: why the two cannot be compared, in words.
  init(_ old: StoredWeights, _ new: StoredWeights, steps: Steps? = nil) throws(Reason) {
    guard old.runs == new.runs, old.data.count == new.data.count else {
      throw Reason("the weights have another shape")
    }
    (self.old, self.new, factors) = (old, new, .none)
    countsSteps = old.hasTheScales(of: new)
    if countsSteps, let steps {
      channels = steps.channels
    } else {
      channels = Self.sums(old, new, inSteps: countsSteps)
    }
  }

  /// A comparison of INT8 weights, the new ones times the factors of their input and divided by those of their output.
  ///
  /// The last dimension of the weights says which input channel they read.
  ///
  /// - Throws: why the two cannot be compared, in words.
  init(
    _ old: StoredWeights, _ new: StoredWeights, by factors: LayerFactors, isDepthwise: Bool
  ) throws(Reason) {
    guard old.runs == new.runs, old.data.count == new.data.count, old.isSigned, new.isSigned else {
      throw Reason("the weights have another shape")
    }
    (self.old, self.new, self.factors, countsSteps) = (old, new, factors, false)
    let (runs, inputCount) = (old.runs, Int(old.tensor.shape.last ?? 1))
    var channels = [Sums](repeating: Sums(), count: runs.channelCount)
    let codes = (old.data.scalars(of: Int8.self), new.data.scalars(of: Int8.self))
    for position in 0..<codes.0.count {
      let channel = position / runs.length % runs.channelCount
      let was = Double(Int64(codes.0[position]) - old.zeroPoint(channel))
      let now = Double(Int64(codes.1[position]) - new.zeroPoint(channel))
      let input = isDepthwise ? channel : position % inputCount
      // The rounding of a scale to float32 is part of the change.
      channels[channel].add(
        was * Double(old.scale(channel)),
        now * Double(new.scale(channel)) * factors.input(input) / factors.output(channel))
      channels[channel].old.add(was)
      channels[channel].new.add(now)
    }
    self.channels = channels
  }

  /// The sums in steps; nil if a scale changed.
  var steps: Steps? { countsSteps ? Steps(channels: channels) : nil }

  /// How many output channels there are.
  var channelCount: Int { channels.count }

  /// The sums over one output channel.
  func sums(of channel: Int) -> Sums {
    var sums = channels[channel]
    guard countsSteps else { return sums }
    let scale = Double(old.scale(channel))
    (sums.up, sums.down) = (sums.up * scale, sums.down * scale)
    (sums.noise, sums.signal) = (sums.noise * scale * scale, sums.signal * scale * scale)
    sums.greatest *= scale
    return sums
  }

  private static func sums(
    _ old: StoredWeights, _ new: StoredWeights, inSteps: Bool
  ) -> [Sums] {
    let count = old.runs.channelCount
    var changes = [cbr_changes](repeating: cbr_changes(), count: count)
    var signed = [(old: Signed, new: Signed)](repeating: (Signed(), Signed()), count: count)
    func scales(_ channel: Int) -> (old: Double, new: Double) {
      inSteps ? (1, 1) : (Double(old.scale(channel)), Double(new.scale(channel)))
    }
    old.runs.forEachPair(.source(old.data), .source(new.data), count: old.data.count) {
      channel, was, now in
      let scales = scales(channel)
      let readings = (
        old: old.reading(of: channel, scale: scales.old),
        new: new.reading(of: channel, scale: scales.new)
      )
      cbr_add_changes(
        &changes[channel], was.baseAddress, readings.old, now.baseAddress, readings.new, was.count)
      signed[channel].old.add(was, readings.old)
      signed[channel].new.add(now, readings.new)
    }
    return changes.indices.map {
      Sums(changes[$0], old: signed[$0].old, new: signed[$0].new, scales: scales($0))
    }
  }

  /// True if every weight represents the number that it represented, bit for bit.
  ///
  /// If scales stay, a weight is unchanged if its code did not move.
  var isSame: Bool { channels.allSatisfy { $0.greatest == 0 } }

  /// The certificate of the weights themselves, without the layer's output.
  var certificate: WeightsCertificate {
    let channels = channels.indices.map(sums)
    var worst: (channel: Int, decibels: Double)?
    if channels.count > 1 {
      for (channel, sums) in channels.enumerated() {
        let decibels = WeightNoise.decibels(signal: sums.signal, noise: sums.noise)
        if worst.map({ decibels < $0.decibels }) ?? true { worst = (channel, decibels) }
      }
    }
    return WeightsCertificate(
      signalToNoise: WeightNoise.decibels(
        signal: channels.reduce(0) { $0 + $1.signal }, noise: channels.reduce(0) { $0 + $1.noise }),
      worstChannel: worst?.channel, worstSignalToNoise: worst?.decibels,
      maxAbsolute: channels.reduce(0) { max($0, $1.greatest) })
  }
}
