import Testing

@Suite struct WrongRankTests {
  @Test(arguments: [
    RuleCase(fires: "an image of three dimensions", "G013 error op 0 t0") {
      $0["x"].shape = [2, 2, 1]
    },
    RuleCase(fires: "a filter of one", "G013 error op 0 t1") { $0["w"].shape = [2] },
    RuleCase(nearMiss: "a bias of two") { $0["b"].shape = [1, 2] },
    RuleCase(nearMiss: "what an operator gives has another shape in a run") {
      $0["x0"] = .init(name: "x0", shape: [4]); $0.inputs = ["x0"]; $0["x"].shape = [4];
      $0.ops.insert(.init(code: "RESHAPE", inputs: ["x0"], outputs: ["x"]), at: 0)
    },
    RuleCase(notApplicable: "an operator of any rank") {
      $0["x"].shape = [4]; $0.ops = [.init(code: "HARD_SWISH", inputs: ["x"], outputs: ["h"])]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("wrong-rank") }
}
