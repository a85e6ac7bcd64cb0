internal import CByteRuns

/// Minimum, maximum and sums of codes per channel, computed while the codes are streamed.
///
/// Codes are handled as bytes counted from the lowest code, 0...255, because minimum and maximum of unsigned
/// bytes are one instruction each on every processor.
struct WeightSums {
  /// The layout of the channels: `outer` times, `channelCount` runs of `inner` codes.
  private let channelCount: Int
  private let inner: Int
  /// The byte of each channel's zero point.
  private let pivots: [UInt8]
  /// The mask that turns a code into a byte: 0x80 for signed codes.
  private let flip: UInt8

  private var low: [UInt8]
  private var high: [UInt8]
  private var sums: [Int64]
  /// Sums of the greater of byte and pivot.
  private var raised: [Int64]
  private var zeroCount = 0
  private var position = 0
  /// Sums of rows in 16 bits, before they are added to wider ones; empty for runs.
  private var rowSums: [UInt16]
  private var raisedRowSums: [UInt16]
  private var rowCount = 0

  /// 257 rows of 255 fill 16 bits.
  private static let mostRows = 257

  init(channelCount: Int, inner: Int, pivots: [UInt8], flip: UInt8) {
    (self.channelCount, self.inner, self.pivots, self.flip) = (channelCount, inner, pivots, flip)
    low = [UInt8](repeating: .max, count: channelCount)
    high = [UInt8](repeating: 0, count: channelCount)
    sums = [Int64](repeating: 0, count: channelCount)
    raised = sums
    rowSums = [UInt16](repeating: 0, count: inner == 1 ? channelCount : 0)
    raisedRowSums = rowSums
  }

  /// Adds the next codes, in the order of the file; a chunk may begin and end anywhere.
  mutating func add(_ codes: UnsafeRawBufferPointer) {
    if inner == 1 { addRows(codes) } else { addRuns(codes) }
    position += codes.count
  }

  /// The statistics; `count` is the number of codes, `origin` the code of byte 0.
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

  /// Adds runs; the first and the last may be partial.
  private mutating func addRuns(_ codes: UnsafeRawBufferPointer) {
    var channel = position / inner % channelCount
    var start = 0
    var length = min(inner - position % inner, codes.count)
    while start < codes.count {
      let part = UnsafeRawBufferPointer(rebasing: codes[start..<start + length])
      let run = cbr_sum(part.bytes, length, flip, pivots[channel])
      low[channel] = min(low[channel], run.low)
      high[channel] = max(high[channel], run.high)
      sums[channel] += Int64(run.sum)
      raised[channel] += Int64(run.raised)
      if run.low == 0 { zeroCount += part.count { $0 == flip } }
      start += length
      length = min(inner, codes.count - start)
      channel = channel + 1 == channelCount ? 0 : channel + 1
    }
  }

  /// Adds rows of one code per channel; the first and the last may be partial.
  private mutating func addRows(_ codes: UnsafeRawBufferPointer) {
    var start = 0
    var first = position % channelCount
    while start < codes.count {
      let length = min(channelCount - first, codes.count - start)
      addRow(UnsafeRawBufferPointer(rebasing: codes[start..<start + length]), from: first)
      start += length
      first = 0
      if rowCount == Self.mostRows { flushRows() }
    }
  }

  private mutating func addRow(_ codes: UnsafeRawBufferPointer, from first: Int) {
    rowCount += 1
    zeroCount += cbr_add_row(
      &low, &high, &rowSums, &raisedRowSums, pivots, first, codes.bytes, codes.count, flip)
  }

  private mutating func flushRows() {
    for channel in rowSums.indices {
      sums[channel] += Int64(rowSums[channel])
      raised[channel] += Int64(raisedRowSums[channel])
      (rowSums[channel], raisedRowSums[channel]) = (0, 0)
    }
    rowCount = 0
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var bytes: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}
