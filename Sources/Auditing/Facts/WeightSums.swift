internal import CByteRuns

/// Least, greatest and sums of codes by channel, while the codes stream past.
///
/// Codes are worked on as bytes counted from the lowest code, 0...255, because the least and the
/// greatest of unsigned bytes are one instruction each on every processor.
struct WeightSums {
  /// How the channels lie: `outer` times over, `channelCount` runs of `inner` codes.
  private let channelCount: Int
  private let inner: Int
  /// The byte of each channel's zero point.
  private let pivots: [UInt8]
  /// What turns a code into a byte: 0x80 for signed codes.
  private let flip: UInt8

  private var low: [UInt8]
  private var high: [UInt8]
  private var sums: [Int64]
  /// Sums of the greater of byte and pivot.
  private var raised: [Int64]
  private var zeroCount = 0
  private var position = 0
  private var pending = PendingRows()

  init(channelCount: Int, inner: Int, pivots: [UInt8], flip: UInt8) {
    (self.channelCount, self.inner, self.pivots, self.flip) = (channelCount, inner, pivots, flip)
    low = [UInt8](repeating: .max, count: channelCount)
    high = [UInt8](repeating: 0, count: channelCount)
    sums = [Int64](repeating: 0, count: channelCount)
    raised = [Int64](repeating: 0, count: channelCount)
    if inner == 1 { pending = PendingRows(channelCount: channelCount) }
  }

  /// Takes the next codes, in the order of the file; a chunk may begin and end anywhere.
  mutating func add(_ codes: UnsafeRawBufferPointer) {
    if inner == 1 { addRows(codes) } else { addRuns(codes) }
    position += codes.count
  }

  /// What the codes came to; `count` is how many there were, `origin` the code of byte 0.
  mutating func finish(origin: Int) -> WeightStatistics {
    flushRows()
    let each = position / channelCount
    let channels = (0..<channelCount).map { channel in
      let pivots = Int64(each) * Int64(pivots[channel])
      let positive = raised[channel] - pivots
      return WeightStatistics.Channel(
        lowest: origin + Int(low[channel]), highest: origin + Int(high[channel]),
        positiveSum: positive, negativeSum: sums[channel] - pivots - positive)
    }
    return WeightStatistics(
      channels: channels, codesPerChannel: each, lowestCodeCount: zeroCount)
  }

  /// Adds runs, of which the first and the last need not be whole.
  private mutating func addRuns(_ codes: UnsafeRawBufferPointer) {
    var channel = position / inner % channelCount
    var start = 0
    var length = min(inner - position % inner, codes.count)
    while start < codes.count {
      addRun(UnsafeRawBufferPointer(rebasing: codes[start..<start + length]), of: channel)
      start += length
      length = min(inner, codes.count - start)
      channel = channel + 1 == channelCount ? 0 : channel + 1
    }
  }

  /// Adds rows of one code a channel, of which the first and the last need not be whole.
  private mutating func addRows(_ codes: UnsafeRawBufferPointer) {
    var start = 0
    var first = position % channelCount
    while start < codes.count {
      let length = min(channelCount - first, codes.count - start)
      addRow(UnsafeRawBufferPointer(rebasing: codes[start..<start + length]), from: first)
      start += length
      first = 0
    }
  }

  private mutating func addRun(_ codes: UnsafeRawBufferPointer, of channel: Int) {
    guard let start = codes.baseAddress else { return }
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    let run = cbr_sum(bytes, codes.count, flip, pivots[channel])
    low[channel] = min(low[channel], run.low)
    high[channel] = max(high[channel], run.high)
    sums[channel] += Int64(run.sum)
    raised[channel] += Int64(run.raised)
    if run.low == 0 { zeroCount += codes.count { $0 == flip } }
  }

  /// Adds at most one code to each channel, of `codes.count` channels from `first`.
  private mutating func addRow(_ codes: UnsafeRawBufferPointer, from first: Int) {
    let flip = self.flip
    var zeros = 0
    low.withUnsafeMutableBufferPointer { low in
      high.withUnsafeMutableBufferPointer { high in
        for (offset, code) in codes.enumerated() {
          let byte = code ^ flip
          low[first + offset] = min(low[first + offset], byte)
          high[first + offset] = max(high[first + offset], byte)
          zeros &+= byte == 0 ? 1 : 0
        }
      }
    }
    pivots.withUnsafeBufferPointer { pending.add(codes, from: first, flip: flip, pivots: $0) }
    zeroCount += zeros
    if pending.isFull { flushRows() }
  }

  private mutating func flushRows() { pending.flush(into: &sums, &raised) }
}

/// Sums of rows in 16 bits, before they are carried into wider ones.
private struct PendingRows {
  private var sums: [UInt16]
  private var raised: [UInt16]
  private var count = 0

  init(channelCount: Int = 0) {
    sums = [UInt16](repeating: 0, count: channelCount)
    raised = sums
  }

  /// 257 rows of 255 fill 16 bits.
  var isFull: Bool { count == 257 }

  mutating func add(
    _ codes: UnsafeRawBufferPointer, from first: Int, flip: UInt8,
    pivots: UnsafeBufferPointer<UInt8>
  ) {
    count += 1
    sums.withUnsafeMutableBufferPointer { sums in
      raised.withUnsafeMutableBufferPointer { raised in
        for (offset, code) in codes.enumerated() {
          let byte = code ^ flip
          sums[first + offset] &+= UInt16(byte)
          raised[first + offset] &+= UInt16(max(byte, pivots[first + offset]))
        }
      }
    }
  }

  mutating func flush(into wideSums: inout [Int64], _ wideRaised: inout [Int64]) {
    for channel in sums.indices {
      wideSums[channel] += Int64(sums[channel])
      wideRaised[channel] += Int64(raised[channel])
      (sums[channel], raised[channel]) = (0, 0)
    }
    count = 0
  }
}
