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
    RuleCase(fires: "int16 where the options state a bias of 32 bits", "Q019 warning op 0 t1") {
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      $0.ops[0].options = """
        builtin_options_type: "Conv2DOptions",
        builtin_options: {stride_w: 1, stride_h: 1, quantized_bias_type: "INT32"}
        """
      // 127 x 32767 = 4161409 above the bias.
      $0["b"].data = Self.bias(0, .max - 4_161_408)
    },
    RuleCase(fires: "an int16 FULLY_CONNECTED without a word", "Q019 warning op 0 t1") {
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      $0.ops[0].code = "FULLY_CONNECTED"
      $0["w"].shape = [2, 1]
      $0["b"].data = Self.bias(0, .max - 4_161_408)
    },
    RuleCase(nearMiss: "an int16 FULLY_CONNECTED with a bias of 64 bits") {
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      $0.ops[0].code = "FULLY_CONNECTED"
      $0["w"].shape = [2, 1]
      ($0["b"].type, $0["b"].data) = ("INT64", [UInt8](repeating: 0x7f, count: 16))
    },
    RuleCase(nearMiss: "exactly the greatest int32") { $0["b"].data = Self.bias(0, .max - 15_748) },
    RuleCase(nearMiss: "exactly the least") { $0["b"].data = Self.bias(0, .min + 16_637) },
    RuleCase(notApplicable: "an int16 CONV_2D accumulates in 64 bits unless told otherwise") {
      for name in ["x", "y"] { ($0[name].type, $0[name].zeroPoints) = ("INT16", [0]) }
      $0["b"].data = Self.bias(0, .max)
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("accumulator-overflow") }

  private static func bias(_ first: Int32, _ second: Int32) -> [UInt8] {
    [first, second].flatMap { code in (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * $0)) } }
  }
}
