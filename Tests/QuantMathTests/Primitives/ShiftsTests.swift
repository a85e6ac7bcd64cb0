import QuantMath
import TestSupport
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

@Suite struct RoundingDivideByPowerOfTwoTests {
  @Test(
    arguments: [
      (3, 1, 2, "1.5 is a tie and goes away from zero"),
      (-3, 1, -2, "−1.5 is a tie and goes away from zero"),
      (1, 1, 1, "0.5 goes to 1"),
      (-1, 1, -1, "−0.5 goes to −1"),
      (-1000, 4, -63, "−62.5 goes to −63, as in gemmlowp; ruy has it go up"),
      (.min, 0, .min, "a division by 1 changes nothing"),
      (.max, 31, 1, "nearly 1 rounds to 1"),
      (.min, 31, -1, "−1 is exact"),
      (1 << 30, 31, 1, "0.5 at the largest exponent"),
      ((1 << 30) - 1, 31, 0, "just under 0.5 at the largest exponent"),
    ] as [(Int32, Int, Int32, String)])
  func edge(x: Int32, exponent: Int, expected: Int32, why: String) {
    #expect(roundingDivideByPowerOfTwo(x, exponent: exponent) == expected, "\(why)")
  }

  /// The definition: no integer is nearer, and in a tie the result is the one farther from 0.
  @Test func isTheNearestIntegerAwayFromZero() {
    var random = SeededGenerator(seed: 0xd1)
    for _ in 0..<20_000 {
      let x = Int64(Int32.random(in: .min ... .max, using: &random))
      let exponent = Int.random(in: 0...31, using: &random)
      let unit = Int64(1) << exponent
      let result = Int64(roundingDivideByPowerOfTwo(Int32(x), exponent: exponent)) * unit
      let twice = 2 * (x - result).magnitude
      #expect(twice < unit || twice == unit && result.magnitude > x.magnitude, "\(x)")
    }
  }

  @Test func narrowIsTheNearestIntegerUpTo15() {
    for exponent in 0...15 {
      let unit = 1 << exponent
      let wrong = (Int(Int16.min)...Int(Int16.max)).filter { x in
        let result = Int(roundingDivideByPowerOfTwo(Int16(x), exponent: exponent)) * unit
        let twice = 2 * abs(x - result)
        return !(twice < unit || twice == unit && abs(result) > abs(x))
      }
      #expect(wrong.isEmpty, "exponent \(exponent)")
    }
  }

  /// Observed in LiteRT: a HARD_SWISH whose output scale is over 512 times the input's gives
  /// only codes next to the zero point.
  @Test(arguments: 16...31) func narrowGivesTheSignFrom16(exponent: Int) {
    let samples: [Int16] = [.min, -1, 0, 1, .max]
    #expect(
      samples.map { roundingDivideByPowerOfTwo($0, exponent: exponent) } == [-1, -1, 1, 1, 1])
  }
}

@Suite struct SaturatingShiftLeftTests {
  @Test(
    arguments: [
      (5, 3, 40, "in range it is a product"),
      (-5, 3, -40, "negative numbers too"),
      (1, 14, 1 << 14, "the last power that fits"),
      (1, 15, .max, "one place more saturates"),
      (-1, 15, .min, "−2¹⁵ fits exactly"),
      (-1, 16, .min, "one place more saturates"),
      (.max, 1, .max, "the upper extreme saturates"),
      (.min, 1, .min, "the lower extreme saturates"),
      (0, 200, 0, "zero stays zero however far"),
      (1, 30, .max, "the last count that C++ defines"),
      (1, 200, .max, "far counts saturate"),
      (-1, 200, .min, "far counts saturate downwards"),
      (.min, 0, .min, "no shift changes nothing"),
    ] as [(Int16, Int, Int16, String)])
  func edge(x: Int16, count: Int, expected: Int16, why: String) {
    #expect(saturatingShiftLeft(x, by: count) == expected, "\(why)")
  }
}
