import Testing

@Suite struct OutputQuantizationNotFixedTests {
  @Test(arguments: [
    RuleCase(fires: "LOGISTIC with another scale", "Q020 error op 1 t4") {
      $0.ops[1].code = "LOGISTIC"
      ($0["h"].scales, $0["h"].zeroPoints) = ([Float(1.0 / 256).nextUp], [-128])
    },
    RuleCase(fires: "LOGISTIC with another zero point runs", "Q020 warning op 1 t4") {
      $0.ops[1].code = "LOGISTIC"
      ($0["h"].scales, $0["h"].zeroPoints) = ([1 / 256], [-127])
    },
    RuleCase(fires: "TANH computes with any", "Q020 warning op 1 t4") {
      $0.ops[1].code = "TANH"
      ($0["h"].scales, $0["h"].zeroPoints) = ([1 / 64], [0])
    },
    RuleCase(fires: "SOFTMAX past 0.1%", "Q020 error op 1 t4") {
      $0.ops[1].code = "SOFTMAX"
      ($0["h"].scales, $0["h"].zeroPoints) = ([1.002 / 256], [-128])
    },
    RuleCase(fires: "SOFTMAX that is no number", "Q020 error op 1 t4") {
      $0.ops[1].code = "SOFTMAX"
      ($0["h"].scales, $0["h"].zeroPoints) = ([.nan], [-128])
    },
    RuleCase(fires: "L2_NORMALIZATION", "Q020 error op 1 t4") {
      $0.ops[1].code = "L2_NORMALIZATION"
      ($0["h"].scales, $0["h"].zeroPoints) = ([1 / 128], [1])
    },
    RuleCase(fires: "a float SOFTMAX that a QUANTIZE stores in 5 codes", "Q020 warning op 2 t4") {
      Self.behind(&$0, scale: 0.25)
    },
    RuleCase(nearMiss: "a float SOFTMAX that a QUANTIZE stores in half of the codes") {
      Self.behind(&$0, scale: 1 / 127)
    },
    RuleCase(nearMiss: "SOFTMAX within 0.1%") {
      $0.ops[1].code = "SOFTMAX"
      ($0["h"].scales, $0["h"].zeroPoints) = ([1.0009 / 256], [-128])
    },
    RuleCase(nearMiss: "LOG_SOFTMAX as it should be") {
      $0.ops[1].code = "LOG_SOFTMAX"
      ($0["h"].scales, $0["h"].zeroPoints) = ([16 / 256], [127])
    },
    RuleCase(nearMiss: "SOFTMAX from int8 to int16") {
      $0.ops[1].code = "SOFTMAX"
      ($0["h"].type, $0["h"].scales, $0["h"].zeroPoints) = ("INT16", [1 / 65536], [-32768])
    },
    RuleCase(notApplicable: "float") {
      $0.ops[1].code = "SOFTMAX"
      for index in $0.tensors.indices where $0.tensors[index].data == nil {
        $0.tensors[index].type = "FLOAT32"
        ($0.tensors[index].scales, $0.tensors[index].zeroPoints) = ([], [])
      }
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("output-quantization-not-fixed") }

  /// `x` in floats through SOFTMAX, then in codes again.
  private static func behind(_ sketch: inout ModelSketch, scale: Float) {
    for name in ["f", "g"] {
      sketch[name] = .init(name: name, type: "FLOAT32", shape: [1, 2, 2, 1])
    }
    sketch["h"].scales = [scale]
    sketch.ops = [
      .init(code: "DEQUANTIZE", inputs: ["x"], outputs: ["f"]),
      .init(code: "SOFTMAX", inputs: ["f"], outputs: ["g"]),
      .init(code: "QUANTIZE", inputs: ["g"], outputs: ["h"]),
    ]
  }
}
