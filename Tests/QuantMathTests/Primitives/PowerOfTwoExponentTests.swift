import Foundation
import QuantMath
import TestSupport
import Testing

@Suite struct PowerOfTwoExponentTests {
  @Test(
    arguments: [
      (1, 0, "one"), (0x1p-15, -15, "a negative power"), (0x1p100, 100, "a large one"),
      (0x1p-149, -149, "the smallest float there is"),
      (1.0006, 0, "log2 is 0.00087 off: taken"),
      (1.0008, nil, "log2 is 0.00115 off: not taken"),
      (0.9994, 0, "just below, taken"),
      (3, nil, "between powers"),
      (0, nil, "zero"), (-1, nil, "negative"), (.infinity, nil, "infinity"), (.nan, nil, "NaN"),
    ] as [(Float, Int?, String)])
  func edge(scale: Float, expected: Int?, why: String) {
    #expect(powerOfTwoExponent(of: scale) == expected, "\(why)")
  }

  /// The C library's float logarithm, which the runtime uses, is the second opinion.
  @Test func agreesWithTheLibrarysLogarithm() {
    var random = SeededGenerator(seed: 0x10)
    var taken = 0
    for _ in 0..<20_000 {
      let power = Float(
        sign: .plus, exponent: Int.random(in: -40...10, using: &random), significand: 1)
      let scale = power * Float.random(in: 0.998...1.002, using: &random)
      let logarithm: Float = log(scale) * (1 / log(Float(2)))
      let nearest = logarithm.rounded(.toNearestOrAwayFromZero)
      let expected = (logarithm - nearest).magnitude < 1e-3 ? Int(nearest) : nil
      #expect(powerOfTwoExponent(of: scale) == expected, "\(scale)")
      if expected != nil { taken += 1 }
    }
    #expect(taken > 1000)
  }
}
