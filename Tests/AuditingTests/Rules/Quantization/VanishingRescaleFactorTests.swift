import Testing

@Suite struct VanishingRescaleFactorTests {
  @Test(arguments: [
    RuleCase(fires: "a convolution", "Q026 error op 0 t3") { $0["y"].scales = [1e9] },
    RuleCase(fires: "a product", "Q026 error op 0 t3") {
      $0.ops[0] = .init(code: "MUL", inputs: ["x", "x"], outputs: ["y"])
      ($0["x"].scales, $0["y"].scales) = ([1e-10], [1])
    },
    RuleCase(fires: "weights of 0 and a bias that is not", "Q026 error op 0 t3") {
      $0["y"].scales = [1e9]
      $0["w"].data = [0, 0]
    },
    RuleCase(nearMiss: "a layer of zeros") {
      $0["y"].scales = [1e9]
      ($0["w"].data, $0["b"].data) = ([0, 0], [UInt8](repeating: 0, count: 8))
    },
    RuleCase(nearMiss: "exactly 2^-32 in one channel") {
      ($0["x"].scales, $0["y"].scales, $0["w"].scales) = ([1], [1], [0x1p-32, 0])
    },
    RuleCase(notApplicable: "a factor that is no number") { $0["x"].scales = [.nan] },
  ])
  func check(_ c: RuleCase) throws { try c.check("vanishing-rescale-factor") }
}
