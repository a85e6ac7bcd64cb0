import Testing

@Suite struct TypesWithoutKernelTests {
  @Test(arguments: [
    RuleCase(fires: "a float bias beside int8", "G024 error op 0 t2") { $0["b"].type = "FLOAT32" },
    RuleCase(fires: "SIN of int8", "G024 error op 1") { $0.ops[1].code = "SIN" },
    RuleCase(fires: "EXP of uint8", "G024 error op 1 t3") {
      $0.useUInt8()
      $0.ops[1].code = "EXP"
    },
    RuleCase(fires: "indices of floats", "G024 error op 1 t5") {
      $0["i"] = .init(name: "i", type: "FLOAT32", shape: [1], data: [0, 0, 0, 0])
      $0.ops[1] = .init(code: "GATHER", inputs: ["y", "i"], outputs: ["h"])
    },
    RuleCase(fires: "the third input of many", "G024 error op 1 t2") {
      $0.ops[1] = .init(code: "CONCATENATION", inputs: ["y", "x", "b"], outputs: ["h"])
    },
    RuleCase(fires: "int8 weights that a uint8 kernel reads as uint8", "G024 error op 0 t1") {
      for name in ["x", "y", "h"] { $0[name].type = "UINT8" }
      $0.ops[1].code = "RELU"
    },
    RuleCase(fires: "one scale for several channels beside floats", "G024 error op 0 t1") {
      $0.useFloat()
      $0["w"] = .init(
        name: "w", type: "INT8", shape: [1, 1, 1, 2], scales: [0.5], zeroPoints: [0], data: [1, 2])
      $0.ops[0].code = "DEPTHWISE_CONV_2D"
    },
    RuleCase(fires: "a product of uint8 with a scale", "G024 error op 0 t0") {
      for name in ["x", "y"] { $0[name].type = "UINT8" }
      $0["i"] = .init(name: "i", type: "INT32", shape: [1], data: [0, 0, 0, 0])
      $0.ops = [.init(code: "REDUCE_PROD", inputs: ["x", "i"], outputs: ["y"])]
    },
    RuleCase(nearMiss: "a product of uint8 without a scale") {
      for name in ["x", "y"] {
        ($0[name].type, $0[name].scales, $0[name].zeroPoints) = ("UINT8", [], [])
      }
      $0["i"] = .init(name: "i", type: "INT32", shape: [1], data: [0, 0, 0, 0])
      $0.ops = [.init(code: "REDUCE_PROD", inputs: ["x", "i"], outputs: ["y"])]
    },
    RuleCase(nearMiss: "strings that are compared") {
      for name in ["x", "y"] {
        ($0[name].type, $0[name].scales, $0[name].zeroPoints) = ("STRING", [], [])
      }
      ($0["h"].type, $0["h"].scales, $0["h"].zeroPoints) = ("BOOL", [], [])
      $0.ops = [.init(code: "EQUAL", inputs: ["x", "y"], outputs: ["h"])]
      $0.inputs = ["x", "y"]
    },
    RuleCase(nearMiss: "int16 activations with a bias of 64 bits") {
      for name in ["x", "y"] { $0[name].type = "INT16" }
      ($0["b"].type, $0["b"].data) = ("INT64", [UInt8](repeating: 0, count: 16))
      $0.ops.removeLast()
    },
    RuleCase(nearMiss: "the type of a result that the kernel sets itself") {
      // ADD gives what it reads, and so RELU reads int8.
      $0["y"].type = "INT32"
      $0.ops[0] = .init(code: "ADD", inputs: ["x", "x"], outputs: ["y"])
      $0.ops[1].code = "RELU"
    },
    RuleCase(notApplicable: "a custom operator") { $0.ops[1].code = "CUSTOM" },
    RuleCase(notApplicable: "HARD_SWISH has a rule of its own") { $0["h"].type = "INT32" },
  ])
  func check(_ c: RuleCase) throws { try c.check("types-without-kernel") }
}
