import Testing

@Suite struct IntegerWithoutQuantizationTests {
  @Test(arguments: [
    RuleCase(fires: "the input of a convolution", "Q006 error op 0 t0") {
      ($0["x"].scales, $0["x"].zeroPoints) = ([], [])
    },
    RuleCase(fires: "its weights", "Q006 error op 0 t1") {
      ($0["w"].scales, $0["w"].zeroPoints) = ([], [])
    },
    RuleCase(fires: "an output, told once", "Q006 error op 0 t3") {
      ($0["y"].scales, $0["y"].zeroPoints) = ([], [])
      $0.ops[1].code = "RELU"
    },
    RuleCase(fires: "only the range that was seen", "Q006 error op 0 t0") {
      ($0["x"].scales, $0["x"].zeroPoints) = ([], [])
      $0["x"].range = "min: [0], max: [1]"
    },
    RuleCase(nearMiss: "a reshape only moves codes") {
      $0.ops[0] = .init(code: "RESHAPE", inputs: ["x"], outputs: ["y"])
      ($0["x"].scales, $0["x"].zeroPoints) = ([], [])
    },
    RuleCase(nearMiss: "a product of plain integers") {
      for name in ["x", "y"] { ($0[name].scales, $0[name].zeroPoints) = ([], []) }
      $0.ops = [.init(code: "REDUCE_PROD", inputs: ["x"], outputs: ["y"])]
    },
    RuleCase(fires: "a product with one scale missing", "Q006 error op 0 t0") {
      ($0["x"].scales, $0["x"].zeroPoints) = ([], [])
      $0.ops = [.init(code: "REDUCE_PROD", inputs: ["x"], outputs: ["y"])]
    },
    RuleCase(nearMiss: "int32 is no quantized type here") {
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])
      for name in ["x", "y"] {
        ($0[name].type, $0[name].scales, $0[name].zeroPoints) = ("INT32", [], [])
      }
    },
    RuleCase(notApplicable: "float") {
      for index in $0.tensors.indices where $0.tensors[index].data == nil {
        $0.tensors[index].type = "FLOAT32"
        ($0.tensors[index].scales, $0.tensors[index].zeroPoints) = ([], [])
      }
      ($0["w"].type, $0["w"].scales, $0["w"].zeroPoints) = ("FLOAT32", [], [])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("integer-without-quantization") }
}
