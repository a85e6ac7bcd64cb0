import Testing

@Suite struct BiasReadAsInt64Tests {
  private static func useInt16(_ sketch: inout ModelSketch, _ hint: String = "") {
    for name in ["x", "y"] { (sketch[name].type, sketch[name].zeroPoints) = ("INT16", [0]) }
    sketch.ops[0].options = """
      builtin_options_type: "Conv2DOptions", builtin_options: {stride_w: 1, stride_h: 1\(hint)}
      """
  }

  @Test(arguments: [
    RuleCase(fires: "a convolution", "Q027 error op 0 t2") { useInt16(&$0) },
    RuleCase(fires: "a fully connected operator on the reference path", "Q027 warning op 0 t2") {
      useInt16(&$0)
      $0.ops[0].code = "FULLY_CONNECTED"
    },
    RuleCase(nearMiss: "the options say so") { useInt16(&$0, ", quantized_bias_type: \"INT32\"") },
    RuleCase(nearMiss: "a bias of 64 bits") {
      useInt16(&$0)
      ($0["b"].type, $0["b"].data) = ("INT64", [UInt8](repeating: 0, count: 16))
    },
    RuleCase(notApplicable: "int8 activations") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("bias-read-as-int64") }
}
