import Testing

@Suite struct DecomposedHardSwishFoundTests {
  @Test(arguments: [
    RuleCase(fires: "x * relu6(x + 3) / 6", "Q038 note op 0 t7") { Self.decompose(&$0, adding: 3) },
    RuleCase(nearMiss: "x * relu6(x + 2) / 6") { Self.decompose(&$0, adding: 2) },
    RuleCase(notApplicable: "a HARD_SWISH") { _ in },
  ])
  func check(_ c: RuleCase) throws { try c.check("decomposed-hard-swish-found") }

  private static func decompose(_ sketch: inout ModelSketch, adding constant: Float) {
    func float(_ name: String, _ value: Float? = nil) -> ModelSketch.Tensor {
      let bytes = value.map { value in
        (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
      }
      return .init(name: name, type: "FLOAT32", shape: value == nil ? [1, 4] : [], data: bytes)
    }
    sketch.tensors = [
      float("x"), float("constant", constant), float("divisor", 6), float("moved"),
      float("clamped"),
      float("product"), float("unused"), float("y"),
    ]
    sketch.ops = [
      .init(code: "ADD", inputs: ["x", "constant"], outputs: ["moved"]),
      .init(code: "RELU6", inputs: ["moved"], outputs: ["clamped"]),
      .init(code: "MUL", inputs: ["x", "clamped"], outputs: ["product"]),
      .init(code: "DIV", inputs: ["product", "divisor"], outputs: ["y"]),
    ]
    (sketch.inputs, sketch.outputs) = (["x"], ["y"])
  }
}
