import Testing

@Suite struct ImpossibleShapeTests {
  @Test(arguments: [
    RuleCase(fires: "a dimension that is unknown", "G008 error t0") {
      $0["x"].shape = [-1, 2, 2, 1]
    },
    RuleCase(fires: "a negative dimension beside one of 0", "G008 error t0") {
      $0["x"].shape = [0, -1]
    },
    RuleCase(fires: "more bytes than 64 bits count", "G008 error t0") {
      $0["x"].shape = [2147483647, 2147483647, 4]
    },
    RuleCase(nearMiss: "no elements") { $0["x"].shape = [0, 2147483647] },
    RuleCase(nearMiss: "not known in the signature only") {
      $0["x"].more = "shape_signature: [-1, 2, 2, 1]"
    },
    RuleCase(notApplicable: "strings") { ($0["x"].type, $0["x"].shape) = ("STRING", [-1]) },
  ])
  func check(_ c: RuleCase) throws { try c.check("impossible-shape") }
}
