import Testing

@Suite struct ConstantSizeMismatchTests {
  @Test(arguments: [
    RuleCase(fires: "a byte short", "G007 error t1") { $0["w"].data = [1] },
    RuleCase(fires: "a byte more is milder", "G007 warning t1") { $0["w"].data = [1, 2, 3] },
    RuleCase(fires: "four bits that are stored as eight", "G007 warning t1") {
      $0["w"].type = "INT4"; $0["w"].data = [1, 2]
    },
    RuleCase(nearMiss: "two of four bits in a byte") {
      $0["w"].type = "INT4"; $0["w"].data = [33]
    },
    RuleCase(nearMiss: "sparse data") {
      $0["w"].data = [1]; $0["w"].more = "sparsity: {}"
    },
    RuleCase(notApplicable: "strings") {
      $0["w"].type = "STRING"; $0["w"].data = [1, 0, 0, 0, 8]
    },
    RuleCase(notApplicable: "no data") { $0["w"].data = nil },
  ])
  func check(_ c: RuleCase) throws { try c.check("constant-size-mismatch") }
}
