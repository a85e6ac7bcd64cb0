import CByteRuns
import TestSupport
import Testing

/// The loops over weights: the fast one is held to the plain one, and the plain one to arrays.
@Suite struct ByteRunsTests {
  /// Around a vector of 16 bytes, and many of them.
  static let counts = [0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 4_099]

  @Test(arguments: counts) func theFastRunIsThePlainOne(count: Int) {
    var random = SeededGenerator(seed: 0xb17e5)
    for flip in [UInt8(0), 0x80] {
      for pivot in [UInt8(0), 1, 127, 128, 254, 255] {
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        let fast = cbr_sum(bytes, count, flip, pivot)
        let plain = cbr_sum_plain(bytes, count, flip, pivot)
        #expect(fast.low == plain.low && fast.high == plain.high)
        #expect(fast.sum == plain.sum && fast.raised == plain.raised)

        let flipped = bytes.map { $0 ^ flip }
        #expect(plain.low == flipped.min() ?? .max && plain.high == flipped.max() ?? 0)
        #expect(plain.sum == flipped.reduce(0) { $0 + UInt64($1) })
        #expect(plain.raised == flipped.reduce(0) { $0 + UInt64(max($1, pivot)) })
      }
    }
  }

  /// Sums past 32 bits, and the least and the greatest in each place of a vector.
  @Test func extremesAreFoundEverywhere() {
    let long = [UInt8](repeating: 255, count: 20_000_000)
    #expect(cbr_sum(long, long.count, 0, 0).sum == 5_100_000_000)
    for place in 0..<32 {
      var bytes = [UInt8](repeating: 100, count: 32)
      bytes[place] = 3
      #expect(cbr_sum(bytes, 32, 0, 0).low == 3)
      bytes[place] = 250
      #expect(cbr_sum(bytes, 32, 0, 0).high == 250)
    }
  }

  @Test(arguments: counts) func theFastDifferenceIsThePlainOne(count: Int) {
    var random = SeededGenerator(seed: 0xd1ff)
    for flip in [UInt8(0), 0x80] {
      let a = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let b = a.map { Bool.random(using: &random) ? $0 : UInt8.random(in: 0...255, using: &random) }
      let fast = cbr_compare(a, b, count, flip)
      let plain = cbr_compare_plain(a, b, count, flip)
      #expect(fast.changed == plain.changed && fast.greatest == plain.greatest)
      #expect(fast.distance == plain.distance)
      #expect(fast.distance_squares == plain.distance_squares)
      #expect(fast.sum == plain.sum && fast.squares == plain.squares)

      let flipped = a.map { Int($0 ^ flip) }
      let apart = zip(flipped, b.map { Int($0 ^ flip) }).map { abs($0 - $1) }
      #expect(plain.changed == UInt64(apart.count { $0 > 0 }))
      #expect(plain.greatest == UInt64(apart.max() ?? 0))
      #expect(plain.distance == UInt64(apart.reduce(0, +)))
      #expect(plain.distance_squares == UInt64(apart.reduce(0) { $0 + $1 * $1 }))
      #expect(plain.sum == UInt64(flipped.reduce(0, +)))
      #expect(plain.squares == UInt64(flipped.reduce(0) { $0 + $1 * $1 }))
    }
  }

  /// Sums of squares past 32 bits.
  @Test func longDifferencesAreExact() {
    let (a, b) = (
      [UInt8](repeating: 255, count: 1_000_001), [UInt8](repeating: 0, count: 1_000_001)
    )
    let found = cbr_compare(a, b, a.count, 0)
    #expect(found.changed == 1_000_001 && found.greatest == 255)
    #expect(found.distance == 255_000_255 && found.sum == 255_000_255)
    #expect(found.distance_squares == 65_025_065_025 && found.squares == 65_025_065_025)
  }

  @Test func rowsAddUpByColumn() {
    var random = SeededGenerator(seed: 0xc01)
    let columns = 37
    let pivots = (0..<columns).map { _ in UInt8.random(in: 0...255, using: &random) }
    var (low, high) = (
      [UInt8](repeating: 255, count: columns), [UInt8](repeating: 0, count: columns)
    )
    var (sums, raised) = (
      [UInt16](repeating: 0, count: columns), [UInt16](repeating: 0, count: columns)
    )
    // The most rows that 16 bits hold, the first of them from column 5 on.
    let rows = (0..<257).map { _ in
      (0..<columns).map { _ in Bool.random(using: &random) ? UInt8(0x80) : 0x7f }
    }
    var zeros = 0
    for (number, row) in rows.enumerated() {
      let first = number == 0 ? 5 : 0
      zeros += cbr_add_row(
        &low, &high, &sums, &raised, pivots, first, Array(row[first...]), columns - first, 0x80)
    }
    for column in 0..<columns {
      let mine = rows[(column < 5 ? 1 : 0)...].map { $0[column] ^ 0x80 }
      #expect(low[column] == mine.min() && high[column] == mine.max())
      #expect(sums[column] == mine.reduce(0) { $0 + UInt16($1) })
      #expect(raised[column] == mine.reduce(0) { $0 + UInt16(max($1, pivots[column])) })
    }
    let all = rows.joined().count { $0 == 0x80 } - rows[0][..<5].count { $0 == 0x80 }
    #expect(zeros == all)
  }

  /// Powers of two as scales make every sum exact, in any order.
  @Test(arguments: counts) func changesAddUp(count: Int) {
    var random = SeededGenerator(seed: 0xc4a6e)
    let was = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    let now = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    var changes = cbr_changes(absolute: 1, noise: 2, signal: 3, greatest: 0.5)
    // uint8 weights around 100 as int8 weights around -3, on a scale of half the size.
    cbr_add_changes(
      &changes, was, cbr_reading(flip: 0, zero: 100, scale: 0.5), now,
      cbr_reading(flip: 0x80, zero: 125, scale: 0.25), count)

    let old = was.map { (Double($0) - 100) / 2 }
    let distances = zip(old, now).map { abs((Double(Int8(bitPattern: $1)) + 3) / 4 - $0) }
    #expect(changes.absolute == distances.reduce(1, +))
    #expect(changes.noise == distances.reduce(2) { $0 + $1 * $1 })
    #expect(changes.signal == old.reduce(3) { $0 + $1 * $1 })
    #expect(changes.greatest == max(0.5, distances.max() ?? 0))
  }
}
