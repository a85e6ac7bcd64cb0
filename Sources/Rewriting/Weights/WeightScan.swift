internal import ModelFormat

/// Reads weights once, piece by piece.
enum WeightScan {
  /// The lowest and the highest code of each channel.
  static func extremes(of weights: ByteRange, _ runs: ChannelRuns) -> [ClosedRange<Int8>] {
    var lowest = [Int8](repeating: .max, count: runs.channelCount)
    var highest = [Int8](repeating: .min, count: runs.channelCount)
    forEachRun(of: weights, runs) { channel, codes in
      var (low, high) = (lowest[channel], highest[channel])
      for code in codes { (low, high) = (min(low, code), max(high, code)) }
      (lowest[channel], highest[channel]) = (low, high)
    }
    return zip(lowest, highest).map { $0 <= $1 ? $0...$1 : 0...0 }
  }

  /// What a scaling does to weights.
  static func figures(of weights: ByteRange, _ scaling: WeightScaling) -> WeightsCertificate {
    var figures = WeightFigures(scaling)
    var counts = CodeCounts()
    forEachRun(of: weights, scaling.runs) { channel, codes in
      guard codes.count >= CodeCounts.worthwhile else {
        for code in codes { figures.add(code, channel: channel) }
        return
      }
      counts.count(codes)
      figures.add(&counts, channel: channel)
    }
    return figures.certificate
  }

  private static func forEachRun(
    of weights: ByteRange, _ runs: ChannelRuns,
    _ body: (_ channel: Int, _ codes: UnsafeBufferPointer<Int8>) -> Void
  ) {
    var offset = 0
    weights.forEachChunk { chunk in
      let codes = chunk.bindMemory(to: Int8.self)
      runs.forEachRun(in: offset..<offset + codes.count) { channel, run in
        body(
          channel,
          UnsafeBufferPointer(rebasing: codes[run.lowerBound - offset..<run.upperBound - offset]))
      }
      offset += codes.count
    }
  }
}
