import QuantMath
import Testing

@Suite struct RoundingShiftRightTests {
  @Test(
    arguments: [
      (3, 1, 2, "1.5 is a tie and goes up"),
      (-3, 1, -1, "−1.5 is a tie and goes up, not away from zero"),
      (-1, 1, 0, "−0.5 goes up to zero"),
      (.max, 0, .max, "no shift changes nothing"),
      (.max, 1, 1 << 30, "the half is added in more than 32 bits"),
      (.min, 32, 0, "−0.5 at a count above the width goes up"),
      (.max, 33, 0, "past the width nothing is left"),
    ] as [(Int32, Int, Int32, String)])
  func edge(x: Int32, count: Int, expected: Int32, why: String) {
    #expect(roundingShiftRight(x, by: count) == expected, "\(why)")
  }

  @Test func narrowGivesZeroFrom16() {
    for x: Int16 in [.min, -1, 0, 1, .max] {
      #expect((16...31).allSatisfy { roundingShiftRight(x, by: $0) == 0 })
    }
  }

  /// The definition: no integer is nearer, and a tie went up.
  @Test func isTheNearestIntegerUpwards() {
    for count in 1...15 {
      let half = 1 << (count - 1)
      let wrong = (Int(Int16.min)...Int(Int16.max)).filter { x in
        let left = x - Int(roundingShiftRight(Int16(x), by: count)) << count
        return !(-half..<half).contains(left)
      }
      #expect(wrong.isEmpty, "count \(count)")
    }
  }
}
