internal import Glibc
internal import ModelFacts
internal import ModelFormat

/// Weights before and after a change, added up channel by channel: one pass over both.
struct WeightComparison {
  /// What is added up over the weights of one output channel.
  struct Sums {
    /// Changes up and changes down, as real numbers.
    fileprivate(set) var (up, down) = (0.0, 0.0)
    /// The squares of the changes, and of the old weights.
    fileprivate(set) var (noise, signal) = (0.0, 0.0)
    /// The greatest change.
    fileprivate(set) var greatest = 0.0
    /// The weights above and below 0, in steps of their scale, before and after.
    fileprivate(set) var old = Signed()
    fileprivate(set) var new = Signed()
  }

  /// Numbers above 0 and below it, added up apart.
  struct Signed {
    fileprivate(set) var (above, below) = (0.0, 0.0)

    fileprivate mutating func add(_ value: Double) {
      if value > 0 { above += value } else { below += value }
    }

    /// The least and the greatest that these weights make of inputs in a range around 0.
    func range(of inputs: ClosedRange<Double>) -> ClosedRange<Double> {
      (above * inputs.lowerBound + below * inputs.upperBound)...(above * inputs.upperBound + below
        * inputs.lowerBound)
    }
  }

  let (old, new): (StoredWeights, StoredWeights)
  private(set) var channels: [Sums]

  private static let pieceSize = 256 << 10

  /// - Throws: why the two cannot be compared, in words.
  init(_ old: StoredWeights, _ new: StoredWeights) throws(Reason) {
    guard old.runs == new.runs, old.data.count == new.data.count else {
      throw Reason("the weights have another shape")
    }
    (self.old, self.new) = (old, new)
    channels = Array(repeating: Sums(), count: old.runs.channelCount)
    let count = old.data.count
    for start in stride(from: 0, to: count, by: Self.pieceSize) {
      let piece = start..<min(start + Self.pieceSize, count)
      old.data.part(piece).forEachChunk(of: Self.pieceSize) { before in
        new.data.part(piece).forEachChunk(of: Self.pieceSize) { after in
          add(before, after, at: start)
        }
      }
    }
  }

  private mutating func add(
    _ before: UnsafeRawBufferPointer, _ after: UnsafeRawBufferPointer, at start: Int
  ) {
    guard before.count == after.count else { return }
    old.runs.forEachRun(in: start..<start + before.count) { channel, run in
      let (was, now) = (old.steps(of: channel), new.steps(of: channel))
      let (oldScale, newScale) = (Double(old.scale(channel)), Double(new.scale(channel)))
      var sums = channels[channel]
      for i in run {
        let (a, b) = (was(before[i - start]), now(after[i - start]))
        sums.old.add(a)
        sums.new.add(b)
        let value = a * oldScale
        let change = b * newScale - value
        if change > 0 { sums.up += change } else { sums.down += change }
        sums.noise += change * change
        sums.signal += value * value
        sums.greatest = max(sums.greatest, abs(change))
      }
      channels[channel] = sums
    }
  }

  /// True where every weight stands for the number that it stood for, bit for bit.
  var isSame: Bool { channels.allSatisfy { $0.greatest == 0 } }

  /// What the weights themselves lost; nothing about the layer's output yet.
  var certificate: WeightsCertificate {
    var worst: (channel: Int, decibels: Double)?
    if channels.count > 1 {
      for (channel, sums) in channels.enumerated() {
        let decibels = Self.decibels(sums.signal, sums.noise)
        if worst.map({ decibels < $0.decibels }) ?? true { worst = (channel, decibels) }
      }
    }
    return WeightsCertificate(
      signalToNoise: Self.decibels(
        channels.reduce(0) { $0 + $1.signal }, channels.reduce(0) { $0 + $1.noise }),
      worstChannel: worst?.channel, worstSignalToNoise: worst?.decibels,
      maxAbsolute: channels.reduce(0) { max($0, $1.greatest) })
  }

  private static func decibels(_ signal: Double, _ noise: Double) -> Double {
    noise == 0 ? .infinity : 10 * log10(signal / noise)
  }
}
