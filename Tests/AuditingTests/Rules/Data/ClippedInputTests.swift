import Testing

@Suite struct ClippedInputTests {
  private static let codes = (0..<200).map { Double($0 % 100) }

  @Test(arguments: [
    DataCase("0.5% of the numbers", "D007 warning t0", values: ["x": codes], clipped: 1),
    DataCase("none", values: ["x": codes]),
    DataCase("fewer", values: ["x": codes + codes], clipped: 1),
    DataCase("not an input", values: ["y": codes], clipped: 9),
  ])
  func check(_ c: DataCase) throws { try c.check("clipped-input") }
}
