import Testing

@Suite struct RangesOfAnotherModelTests {
  @Test(arguments: [
    DataCase("all tensors are there", "D006 note", values: ["y": [1, 2]], isOwn: false),
    DataCase(
      "some are not", "D006 warning", values: ["y": [1, 2], "x": [0, 1]], isOwn: false,
      otherNames: ["x": "other"]),
    DataCase(
      "two have one name", "D006 warning", values: ["y": [1, 2], "x": [0, 1]], isOwn: false,
      otherNames: ["x": "b"]
    ) { $0["w"].name = "b" },
    DataCase("this model", values: ["y": [1, 2]]),
  ])
  func check(_ c: DataCase) throws { try c.check("ranges-of-another-model") }
}
