internal import ModelFacts
internal import ModelFormat

/// Reads weights piece by piece, once where it can.
enum WeightScan {
  /// As much as stays near the processor while it is worked on.
  private static let pieceSize = 256 << 10

  /// The scaling of weights to one scale, and what it does to them.
  ///
  /// - Throws: the reason why float32 has no such scale.
  static func scaling(
    of weights: ByteRange, _ runs: ChannelRuns, scales: [Float]
  ) throws(Reason) -> (scaling: WeightScaling, certificate: WeightsCertificate) {
    // Quantizers use the codes of every channel to the end, and the greatest scale is the one: what
    // it does is found along with the extremes, and only other weights are read again.
    let usual = WeightScaling(toGreatestOf: scales, runs)
    let figures = figures(of: weights, usual)
    let extremes = figures.extremes
    let scale = try WeightScaling.scale(scales, extremes: extremes)
    if scale == usual.scale, !extremes.contains(where: { $0.lowerBound == .min }) {
      return (usual, figures.certificate)
    }
    let scaling = try WeightScaling(runs, scales: scales, extremes: extremes)
    return (scaling, Self.figures(of: weights, scaling).certificate)
  }

  /// What a scaling does to weights.
  private static func figures(of weights: ByteRange, _ scaling: WeightScaling) -> WeightFigures {
    var figures = WeightFigures(scaling)
    var counts = CodeCounts()
    var offset = 0
    weights.forEachChunk(of: min(max(weights.count, 1), pieceSize)) { chunk in
      let codes = chunk.bindMemory(to: Int8.self)
      scaling.runs.forEachRun(in: offset..<offset + codes.count) { channel, run in
        let part = UnsafeBufferPointer(
          rebasing: codes[run.lowerBound - offset..<run.upperBound - offset])
        guard part.count >= CodeCounts.worthwhile else {
          for code in part { figures.add(code, channel: channel) }
          return
        }
        counts.count(part)
        figures.add(&counts, channel: channel)
      }
      offset += codes.count
    }
    return figures
  }
}
