import Testing

@Suite struct TensorListedTwiceTests {
  @Test(arguments: [
    RuleCase(fires: "an input twice", "G010 warning t0") { $0.inputs = ["x", "x"] },
    RuleCase(fires: "an output twice is milder", "G010 note t4") { $0.outputs = ["h", "y", "h"] },
    RuleCase(nearMiss: "an input that is an output") { $0.outputs = ["h", "x"] },
    RuleCase(notApplicable: "no outputs") { $0.outputs = [] },
  ])
  func check(_ c: RuleCase) throws { try c.check("tensor-listed-twice") }
}
