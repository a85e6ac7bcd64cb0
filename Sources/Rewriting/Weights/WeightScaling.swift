internal import ModelFormat
internal import QuantMath

/// Converts per-channel int8 weights to one scale.
struct WeightScaling: Sendable {
  let runs: ChannelRuns
  /// The old scales.
  let scales: [Float]
  /// The new scale.
  let scale: Float
  /// For each channel, a multiplier with the same results as `code(_:channel:)`; 0 if there is none.
  private let multipliers: [Int16]

  /// The scaling to the smallest scale that can represent every weight.
  ///
  /// - Throws: the reason why float32 has no such scale.
  init(_ runs: ChannelRuns, scales: [Float], extremes: [ClosedRange<Int8>]) throws(Reason) {
    let scale = try Self.scale(scales, extremes: extremes)
    (self.runs, self.scales, self.scale) = (runs, scales, scale)
    multipliers = zip(scales, extremes).map { old, codes in
      FixedPointScaling.multiplier(for: Double(old) / Double(scale), codes: codes) ?? 0
    }
  }

  /// The smallest scale that can represent every weight.
  ///
  /// This scale maps the largest weight to code 127 or -127: it is the largest scale of a channel if that
  /// channel uses all of its codes, as quantizers write them, and finer if not. Equal scales stay. The code
  /// -128 is not used, as the int8 specification requires.
  ///
  /// - Throws: the reason why float32 has no such scale.
  private static func scale(
    _ scales: [Float], extremes: [ClosedRange<Int8>]
  ) throws(Reason) -> Float {
    let isSame = scales.allSatisfy { $0 == scales.first }
    let greatest =
      zip(scales, extremes).map { scale, codes in
        Double(scale) * Double(max(codes.upperBound.magnitude, codes.lowerBound.magnitude))
      }.max() ?? 0
    let fallback = scales.max() ?? 1
    let fits = isSame && !extremes.contains { $0.lowerBound == .min }
    let scale = fits || greatest == 0 ? fallback : Float(greatest / 127)
    guard scale.isNormal else {
      throw Reason("the single scale would be \(scale); it must be a normal float32 number")
    }
    return scale
  }

  /// Old scale / new scale of a channel.
  func ratio(_ channel: Int) -> Double { Double(scales[channel]) / Double(scale) }

  /// The new code of a weight: the nearest, half away from zero, from -127 to 127.
  func code(_ code: Int8, channel: Int) -> Int8 { Self.code(code, ratio(channel)) }

  static func code(_ code: Int8, _ ratio: Double) -> Int8 {
    let magnitude = max(-127, Int8(saturating: Double(code.magnitude) * ratio + 0.5))
    return code < 0 ? -magnitude : magnitude
  }

  /// The new weights, computed from the old ones when they are written.
  func applied(to weights: EditableData) -> EditableData {
    .computed(
      ComputedData(count: weights.count) { offset, target in
        weights.read(from: offset, into: target)
        let codes = target.bindMemory(to: Int8.self)
        runs.forEachRun(in: offset..<offset + codes.count) { channel, run in
          let part = UnsafeMutableBufferPointer(
            rebasing: codes[run.lowerBound - offset..<run.upperBound - offset])
          apply(to: part, channel: channel)
        }
      })
  }

  private func apply(to codes: UnsafeMutableBufferPointer<Int8>, channel: Int) {
    let multiplier = multipliers[channel]
    if multiplier > 0 { return FixedPointScaling.scale(codes, by: multiplier) }
    let ratio = ratio(channel)
    guard codes.count >= 256 else {
      for i in codes.indices { codes[i] = Self.code(codes[i], ratio) }
      return
    }
    withUnsafeTemporaryAllocation(of: Int8.self, capacity: 256) { table in
      for byte in 0..<256 { table[byte] = Self.code(Int8(truncatingIfNeeded: byte), ratio) }
      for i in codes.indices { codes[i] = table[Int(UInt8(bitPattern: codes[i]))] }
    }
  }
}
