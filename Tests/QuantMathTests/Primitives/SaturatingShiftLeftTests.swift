import QuantMath
import Testing

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
