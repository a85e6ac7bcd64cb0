import QuantMath
import TestSupport
import Testing

@Suite struct QuantizeMultiplierTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let real: Double
    let expected: Multiplier

    init(_ why: String, _ real: Double, gives mantissa: Int32, _ exponent: Int) {
      (testDescription, self.real) = (why, real)
      expected = Multiplier(mantissa: mantissa, exponent: exponent)
    }
  }

  @Test(arguments: [
    Case("zero", 0, gives: 0, 0),
    Case("one half is the smallest mantissa", 0.5, gives: 1 << 30, 0),
    Case("one", 1, gives: 1 << 30, 1),
    Case("a large power of two", 0x1p40, gives: 1 << 30, 41),
    Case("three quarters", 0.75, gives: 3 << 29, 0),
    Case("a tie goes away from zero", 0.5 + 0x1p-32, gives: (1 << 30) + 1, 0),
    Case("a negative tie goes away from zero", -0.5 - 0x1p-32, gives: -(1 << 30) - 1, 0),
    Case("just under a tie goes down", 0.5 + 0x1.fffffp-33, gives: 1 << 30, 0),
    Case("rounding up to 2³¹ moves to the next exponent", 1 - 0x1p-53, gives: 1 << 30, 1),
    Case("−2³¹ fits and stays", -(1 - 0x1p-53), gives: .min, 0),
    Case("minus one", -1, gives: -(1 << 30), 1),
    Case("2⁻³² is the smallest that is kept", 0x1p-32, gives: 1 << 30, -31),
    Case("just under it rounds up into the range", 0x1.fffffffffffffp-33, gives: 1 << 30, -31),
    Case("well under it becomes zero", 0x1.8p-33, gives: 0, 0),
    Case("a subnormal number becomes zero", 0x1p-1074, gives: 0, 0),
    Case("infinity becomes zero", .infinity, gives: 0, 0),
    Case("NaN becomes zero", .nan, gives: 0, 0),
  ])
  func edge(_ c: Case) {
    #expect(quantizeMultiplier(c.real) == c.expected)
  }

  /// The definition: 31 significant bits, and no other such number is nearer.
  @Test func isTheNearestOfItsForm() {
    var random = SeededGenerator(seed: 0x9)
    for _ in 0..<20_000 {
      let power = Int.random(in: -31...40, using: &random)
      let real =
        Double.random(in: 0.5..<1, using: &random)
        * Double(sign: .plus, exponent: power, significand: 1)
      let m = quantizeMultiplier(real)
      let unit = Double(sign: .plus, exponent: m.exponent - 31, significand: 1)
      #expect(m.mantissa >= 1 << 30)
      #expect((Double(m.mantissa) * unit - real).magnitude <= unit / 2, "\(real)")
    }
  }
}
