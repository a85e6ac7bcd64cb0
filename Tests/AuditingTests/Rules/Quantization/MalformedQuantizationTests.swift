import Testing

@Suite struct MalformedQuantizationTests {
  @Test(arguments: [
    RuleCase(fires: "a scale without a zero point", "Q002 error t0") { $0["x"].zeroPoints = [] },
    RuleCase(fires: "more scales than positions", "Q002 error op 0 t3") {
      ($0["y"].scales, $0["y"].zeroPoints, $0["y"].axis) = ([1, 1, 1], [0, 0, 0], 3)
    },
    RuleCase(fires: "an axis that there is not", "Q002 error t1") { $0["w"].axis = 4 },
    RuleCase(fires: "a negative axis", "Q002 error t1") { $0["w"].axis = -1 },
    RuleCase(fires: "an axis outside the rank, though one scale needs none", "Q002 error t0") {
      $0["x"].axis = 4
    },
    RuleCase(fires: "a negative axis, though one scale needs none", "Q002 error t0") {
      $0["x"].axis = -1
    },
    RuleCase(nearMiss: "an axis of the tensor that one scale does not need") {
      $0["x"].axis = 3
    },
    RuleCase(nearMiss: "any axis where the file has no shape") {
      $0["x"].shape = []; $0["x"].axis = 9
    },
    RuleCase(notApplicable: "no scale at all") { ($0["x"].scales, $0["x"].zeroPoints) = ([], []) },
  ])
  func check(_ c: RuleCase) throws { try c.check("malformed-quantization") }
}
