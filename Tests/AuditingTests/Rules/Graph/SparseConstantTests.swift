import Testing

@Suite struct SparseConstantTests {
  @Test(arguments: [
    RuleCase(fires: "a filter", "G016 note t1") { $0["w"].more = "sparsity: {}" },
    RuleCase(nearMiss: "dense zeros") { $0["w"].data = [0, 0] },
    RuleCase(notApplicable: "no constants") {
      $0["w"].data = nil; $0["b"].data = nil
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("sparse-constant") }
}
