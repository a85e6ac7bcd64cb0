import Testing

@Suite struct AccumulatorOverflowTests {
  @Test(arguments: [
    // The second weight, 127, reaches 127 x (127 - 3) = 15748 above the bias.
    RuleCase(fires: "the bias leaves no room", "Q019 warning op 0 t1") {
      $0["b"].data = Self.bias(0, .max - 15_747)
    },
    // And 127 x (-128 - 3) = -16637 below it.
    RuleCase(fires: "at the lower end", "Q019 warning op 0 t1") {
      $0["b"].data = Self.bias(0, .min + 16_636)
    },
    RuleCase(nearMiss: "exactly the greatest int32") { $0["b"].data = Self.bias(0, .max - 15_748) },
    RuleCase(nearMiss: "exactly the least") { $0["b"].data = Self.bias(0, .min + 16_637) },
    RuleCase(notApplicable: "int16 accumulates in 64 bits") {
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      $0["b"].data = Self.bias(0, .max)
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("accumulator-overflow") }

  private static func bias(_ first: Int32, _ second: Int32) -> [UInt8] {
    [first, second].flatMap { code in (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * $0)) } }
  }
}
