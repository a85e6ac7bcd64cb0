internal import ModelFormat

/// Reads weights once, piece by piece, to find the scale that can represent all of them.
enum WeightScan {
  /// As much as stays in the processor's cache.
  private static let pieceSize = 256 << 10

  /// The scaling of weights to one scale.
  ///
  /// - Throws: the reason why float32 has no such scale.
  static func scaling(
    of weights: ByteRange, _ runs: ChannelRuns, scales: [Float]
  ) throws(Reason) -> WeightScaling {
    let extremes = magnitudes(of: weights, runs).map { magnitude in
      -Int8(min(magnitude, 127)) - (magnitude > 127 ? 1 : 0)...Int8(min(magnitude, 127))
    }
    return try WeightScaling(runs, scales: scales, extremes: extremes)
  }

  /// The greatest magnitude of a code in each channel, from 0 to 128.
  private static func magnitudes(of weights: ByteRange, _ runs: ChannelRuns) -> [UInt8] {
    var magnitudes = [UInt8](repeating: 0, count: runs.channelCount)
    var offset = 0
    weights.forEachChunk(of: min(max(weights.count, 1), pieceSize)) { chunk in
      let codes = chunk.bindMemory(to: Int8.self)
      runs.forEachRun(in: offset..<offset + codes.count) { channel, run in
        var greatest = magnitudes[channel]
        for i in run.lowerBound - offset..<run.upperBound - offset {
          greatest = max(greatest, codes[i].magnitude)
        }
        magnitudes[channel] = greatest
      }
      offset += codes.count
    }
    return magnitudes
  }
}
