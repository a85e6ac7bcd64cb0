internal import ModelFormat
internal import QuantMath

/// Uint8 weights as int8 weights with zero point 0, with one scale or one for each channel.
///
/// A channel with all weights within 127 steps of the zero point keeps its scale and the values of its
/// weights. Any other gets the smallest scale that can represent them.
struct SymmetricWeights {
  /// One, or one for each channel; just the old one if it is enough for all.
  let scales: [Float]
  /// True if every weight represents the same number as before, with one scale.
  let isExact: Bool
  private let zeroPoint: Int64
  private let runs: ChannelRuns
  /// Old scale / new scale, for each scale.
  private let ratios: [Double]

  /// Reads the weights once, and finds the smallest scales that can represent them all.
  ///
  /// - Parameter channels: those that may each have a scale; nil for one scale.
  /// - Throws: the reason why float32 has no such scale.
  init(
    _ weights: ByteRange, _ channels: ChannelRuns?, scale old: Float, zeroPoint: Int64
  ) throws(Reason) {
    let channels = channels ?? ChannelRuns(oneOf: weights.count)
    let farthest = Self.farthest(in: weights, channels, from: zeroPoint)
    self.zeroPoint = zeroPoint
    guard farthest.contains(where: { $0 > 127 }) else {
      (scales, ratios, isExact) = ([old], [1], true)
      runs = ChannelRuns(oneOf: weights.count)
      return
    }
    let scales = farthest.map { $0 <= 127 ? old : Float(Double(old) * Double($0) / 127) }
    guard old.isUsable, let least = scales.min(), least.isNormal, let most = scales.max(),
      most.isNormal
    else {
      throw Reason(
        "its scale would be \(scales.max() ?? old); it must be a normal float32 number")
    }
    (self.scales, runs) = (scales, channels)
    ratios = scales.map { $0 == old ? 1 : Double(old) / Double($0) }
    isExact = false
  }

  /// Old scale / new scale of a channel.
  func ratio(_ channel: Int) -> Double { ratios[ratios.count == 1 ? 0 : channel] }

  /// The new code of an old one: the nearest, half away from zero, from -127 to 127.
  private static func code(_ old: UInt8, _ zeroPoint: Int64, _ ratio: Double) -> Int8 {
    let exact = Double(Int64(old) - zeroPoint) * ratio
    return max(-127, Int8(saturating: exact.rounded(.toNearestOrAwayFromZero)))
  }

  /// The new weights, computed from the old ones when they are written.
  func applied(to weights: EditableData) -> EditableData {
    let (runs, ratios, zeroPoint) = (runs, ratios, zeroPoint)
    return .computed(
      ComputedData(count: weights.count) { offset, target in
        weights.read(from: offset, into: target)
        runs.forEachRun(in: offset..<offset + target.count) { channel, run in
          let ratio = ratios[channel]
          for i in run.lowerBound - offset..<run.upperBound - offset {
            target[i] = UInt8(bitPattern: Self.code(target[i], zeroPoint, ratio))
          }
        }
      })
  }

  // MARK: Reading

  /// The number of steps from the zero point to the farthest weight of each channel.
  private static func farthest(
    in weights: ByteRange, _ runs: ChannelRuns, from zeroPoint: Int64
  ) -> [Int64] {
    var farthest = [Int64](repeating: 0, count: runs.channelCount)
    forEachRun(of: weights, runs) { channel, codes in
      guard let least = codes.min(), let most = codes.max() else { return }
      let distance = max(abs(Int64(least) - zeroPoint), abs(Int64(most) - zeroPoint))
      farthest[channel] = max(farthest[channel], distance)
    }
    return farthest
  }

  private static func forEachRun(
    of weights: ByteRange, _ runs: ChannelRuns,
    _ body: (_ channel: Int, _ codes: UnsafeRawBufferPointer.SubSequence) -> Void
  ) {
    var offset = 0
    weights.forEachChunk { chunk in
      runs.forEachRun(in: offset..<offset + chunk.count) { channel, run in
        body(channel, chunk[run.lowerBound - offset..<run.upperBound - offset])
      }
      offset += chunk.count
    }
  }
}

extension ChannelRuns {
  /// All elements as one channel.
  init(oneOf count: Int) { (channelCount, length) = (1, max(count, 1)) }
}
