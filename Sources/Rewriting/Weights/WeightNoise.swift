internal import CByteRuns
internal import Glibc
internal import ModelFormat

/// How much of their weights channels lose.
enum WeightNoise {
  /// The energy of weights relative to that of their change, in dB; infinite if nothing changed.
  static func decibels(signal: Double, noise: Double) -> Double {
    noise == 0 ? .infinity : 10 * log10(signal / noise)
  }

  /// The channel that loses most when weights get one scale, and its signal-to-noise ratio in dB; nil if no weight
  /// changes.
  static func worst(
    of layer: WeightLayer, _ scaling: WeightScaling
  ) -> (channel: Int, decibels: Double)? {
    var changes = [cbr_changes](repeating: cbr_changes(), count: layer.runs.channelCount)
    func reading(_ scale: Float) -> cbr_reading {
      cbr_reading(flip: 0x80, zero: 128, scale: Double(scale))
    }
    layer.runs.forEachPair(
      .source(layer.data), layer.converted(by: scaling), count: layer.data.count
    ) { channel, was, now in
      cbr_add_changes(
        &changes[channel], was.baseAddress, reading(layer.scales[channel]), now.baseAddress,
        reading(scaling.scale), was.count)
    }
    return changes.enumerated().filter { $0.element.noise > 0 }
      .map { ($0.offset, decibels(signal: $0.element.signal, noise: $0.element.noise)) }
      .min { $0.1 < $1.1 }
  }
}

extension WeightLayer {
  /// The weights with one scale.
  func converted(by scaling: WeightScaling) -> EditableData {
    isDepthwise ? scaling.appliedWithLeastError(to: data) : scaling.applied(to: .source(data))
  }
}

extension ChannelRuns {
  /// A piece of both stays in the processor's cache.
  private static let pieceSize = 128 << 10

  /// Calls `body` with every run of one channel in two lists of weights with the same shape.
  func forEachPair(
    _ old: EditableData, _ new: EditableData, count: Int,
    _ body: (_ channel: Int, _ was: UnsafeRawBufferPointer, _ now: UnsafeRawBufferPointer) -> Void
  ) {
    // Room for a piece of both, once: new room for each piece would be new pages each time.
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: 2 * min(Self.pieceSize, count), alignment: 64)
    defer { room.deallocate() }
    for start in stride(from: 0, to: count, by: Self.pieceSize) {
      let size = min(Self.pieceSize, count - start)
      let before = UnsafeMutableRawBufferPointer(rebasing: room[..<size])
      let after = UnsafeMutableRawBufferPointer(rebasing: room[size..<2 * size])
      old.read(from: start, into: before)
      new.read(from: start, into: after)
      forEachRun(in: start..<start + size) { channel, run in
        let part = run.lowerBound - start..<run.upperBound - start
        body(
          channel, UnsafeRawBufferPointer(rebasing: before[part]),
          UnsafeRawBufferPointer(rebasing: after[part]))
      }
    }
  }
}
