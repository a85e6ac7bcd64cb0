import Testing

@Suite struct StaleShapeTests {
  @Test(arguments: [
    RuleCase(fires: "a HARD_SWISH of another shape", "G023 warning op 1 t4") {
      $0["h"].shape = [1, 2, 2, 3]
    },
    RuleCase(fires: "one dimension more", "G023 warning op 1 t4") {
      $0["h"].shape = [1, 1, 2, 2, 2]
    },
    RuleCase(nearMiss: "a dimension that the signature leaves open") {
      $0["h"].shape = [1, 2, 2, 3]; $0["h"].more = "shape_signature: [1, 2, 2, -1]"
    },
    RuleCase(nearMiss: "the batch that all share") {
      for name in ["x", "y", "h"] { $0[name].shape[0] = 3 }
    },
    RuleCase(notApplicable: "an operator without a rule of shapes") {
      $0.ops[1].code = "CUSTOM"; $0["h"].shape = [9]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("stale-shape") }
}
