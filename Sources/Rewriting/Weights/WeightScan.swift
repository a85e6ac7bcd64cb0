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
    let magnitudes =
      weights.count == runs.length * runs.channelCount
      ? magnitudes(of: weights, runs, thatCountWith: scales) : magnitudes(of: weights, runs)
    let extremes = magnitudes.map { magnitude in
      -Int8(min(magnitude, 127)) - (magnitude > 127 ? 1 : 0)...Int8(min(magnitude, 127))
    }
    return try WeightScaling(runs, scales: scales, extremes: extremes)
  }

  /// The greatest magnitudes for weights that lie channel after channel.
  ///
  /// Only channels that can hold the greatest weight of all are read, the largest scale first; the others get
  /// 128, the greatest that there can be. A quantizer uses all codes of a channel, so that few are read.
  private static func magnitudes(
    of weights: ByteRange, _ runs: ChannelRuns, thatCountWith scales: [Float]
  ) -> [UInt8] {
    var magnitudes = [UInt8](repeating: 128, count: runs.channelCount)
    var greatest = 0.0
    for channel in scales.indices.sorted(by: { (scales[$0], $1) > (scales[$1], $0) }) {
      let scale = Double(scales[channel])
      guard scale * 128 > greatest else { break }
      let start = channel * runs.length
      magnitudes[channel] = magnitude(of: weights.part(start..<start + runs.length))
      greatest = max(greatest, scale * Double(magnitudes[channel]))
    }
    return magnitudes
  }

  private static func magnitude(of weights: ByteRange) -> UInt8 {
    var greatest: UInt8 = 0
    weights.forEachChunk(of: min(max(weights.count, 1), pieceSize)) {
      for code in $0.bindMemory(to: Int8.self) { greatest = max(greatest, code.magnitude) }
    }
    return greatest
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
