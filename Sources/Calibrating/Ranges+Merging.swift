public import ModelFormat

extension Ranges {
  /// The ranges of all samples of some files.
  ///
  /// - Precondition: there is at least one file.
  /// - Throws: why a file cannot be read, or does not go with those before it.
  public static func merging(_ paths: [FilePath]) throws(Diagnostic) -> Self {
    var ranges = try Self(reading: paths[0])
    for path in paths.dropFirst() {
      let other = try Self(reading: path)
      do { ranges = try ranges.merged(with: other) } catch { throw error.about(path) }
    }
    return ranges
  }

  /// The ranges of all samples of both, as if the model had run on all of them at once.
  ///
  /// - Throws: `ranges-not-mergeable` unless the same model ran with the same kernels, and the counts stay within
  ///   `largestCount`.
  public func merged(with other: Self) throws(Diagnostic) -> Self {
    guard modelSHA256 == other.modelSHA256 else {
      throw .rangesNotMergeable(
        "the ranges files are of different models (SHA-256 \(modelSHA256.prefix(8))... and "
          + "\(other.modelSHA256.prefix(8))...)")
    }
    guard kernels == other.kernels else {
      throw .rangesNotMergeable(
        "the ranges files are of different kernels (\(kernels) and \(other.kernels))")
    }
    guard measurements.count == other.measurements.count else {
      throw .rangesNotMergeable("the ranges files are of different tensors")
    }
    let (samples, isOver) = sampleCount.addingReportingOverflow(other.sampleCount)
    guard !isOver, samples <= Self.largestCount else { throw .rangesTooLarge() }
    var merged: [TensorMeasurement] = []
    for (a, b) in zip(measurements, other.measurements) {
      guard a.tensor == b.tensor, a.name == b.name, a.type == b.type, a.grid == b.grid else {
        throw .rangesNotMergeable(
          "tensor \(a.tensor) has another name, type or quantization in one of them")
      }
      let both = a.merged(with: b)
      guard both.counts.largest <= Self.largestCount else { throw .rangesTooLarge() }
      merged.append(both)
    }
    return Self(
      // Of two paths always the same one, whichever comes first.
      path: [path, other.path].compactMap(\.self).min(), modelSHA256: modelSHA256, kernels: kernels,
      runtimeVersions: runtimeVersions + other.runtimeVersions, sampleCount: samples,
      measurements: merged)
  }
}

extension TensorMeasurement {
  /// Precondition: both are of the same tensor.
  fileprivate func merged(with other: Self) -> Self {
    let spreads: Spread? =
      if let spread, let otherSpread = other.spread { spread.merged(with: otherSpread) } else {
        spread ?? other.spread
      }
    return Self(
      tensor: tensor, name: name, type: type, grid: grid, counts: counts + other.counts,
      sum: sum + other.sum, squareSum: squareSum + other.squareSum, spread: spreads,
      given: Self.joined(given, other.given))
  }
}

extension TensorMeasurement {
  private static func joined(
    _ a: ClosedRange<Double>?, _ b: ClosedRange<Double>?
  ) -> ClosedRange<Double>? {
    guard let a, let b else { return a ?? b }
    return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
  }
}

extension TensorMeasurement.Counts {
  /// The counts are at most `Ranges.largestCount`, so sums of two do not overflow.
  fileprivate static func + (a: Self, b: Self) -> Self {
    Self(
      finite: a.finite + b.finite, nan: a.nan + b.nan, infinite: a.infinite + b.infinite,
      lowestCode: a.lowestCode + b.lowestCode, highestCode: a.highestCode + b.highestCode,
      clipped: a.clipped + b.clipped)
  }

  fileprivate var largest: UInt64 { max(finite, nan, infinite, clipped) }
}

extension TensorMeasurement.Spread {
  /// Bins are joined in pairs until all values fit, as the runtime's driver does (`measurement.py`): the width
  /// depends on the values alone, not on their order.
  fileprivate func merged(with other: Self) -> Self {
    var exponent = max(widthExponent, other.widthExponent)
    var (a, b) = (joined(to: exponent), other.joined(to: exponent))
    while max(a.last, b.last) - min(a.first, b.first) >= TensorMeasurement.mostBins {
      exponent += 1
      (a, b) = (joined(to: exponent), other.joined(to: exponent))
    }
    let first = min(a.first, b.first)
    var counts = [UInt64](repeating: 0, count: max(a.last, b.last) - first + 1)
    for bins in [a, b] {
      for (offset, count) in bins.counts.enumerated() {
        counts[bins.first - first + offset] += count
      }
    }
    return Self(
      lowest: min(lowest, other.lowest), highest: max(highest, other.highest),
      widthExponent: exponent, first: first, counts: counts)
  }

  /// Bins of a greater width.
  private func joined(to exponent: Int) -> (first: Int, last: Int, counts: [UInt64]) {
    let shift = exponent - widthExponent
    let start = first >> shift
    var joined = [UInt64](repeating: 0, count: ((first + counts.count - 1) >> shift) - start + 1)
    for (offset, count) in counts.enumerated() {
      joined[((first + offset) >> shift) - start] += count
    }
    return (start, start + joined.count - 1, joined)
  }
}
