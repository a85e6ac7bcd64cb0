import Testing

@Suite struct ZeroPointOutsideCodesTests {
  @Test(arguments: [
    RuleCase(fires: "at a convolution", "Q007 error t0") { $0["x"].zeroPoints = [128] },
    RuleCase(fires: "below", "Q007 error op 0 t3") { $0["y"].zeroPoints = [-129] },
    RuleCase(fires: "unsigned", "Q007 error t0") {
      $0.useUInt8()
      $0["x"].zeroPoints = [-1]
    },
    RuleCase(fires: "milder where XNNPACK takes no operator", "Q007 warning op 1 t4") {
      $0["h"].zeroPoints = [300]
    },
    RuleCase(fires: "milder for weights beside floats", "Q007 warning t1") {
      $0["x"].type = "FLOAT32"
      $0["w"].zeroPoints = [300, 0]
    },
    // LiteRT 2.3.0: "unsupported zero-point value (300) in channel 1".
    RuleCase(fires: "beside floats behind a first that is 0", "Q007 error t1") {
      $0["x"].type = "FLOAT32"
      $0["w"].zeroPoints = [0, 300]
    },
    RuleCase(nearMiss: "the ends of the codes") {
      ($0["x"].zeroPoints, $0["y"].zeroPoints) = ([127], [-128])
    },
    RuleCase(notApplicable: "a float") {
      ($0["x"].type, $0["x"].zeroPoints) = ("FLOAT32", [300])
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("zero-point-outside-codes") }
}
