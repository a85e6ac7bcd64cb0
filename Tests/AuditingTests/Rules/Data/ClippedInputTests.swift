import Testing

@Suite struct ClippedInputTests {
  private static let codes = (0..<200).map { Double($0 % 100) }

  @Test(arguments: [
    DataCase("0.5% of the numbers", "D007 warning t0", values: ["x": codes], clipped: 1),
    DataCase(
      "numbers whose range is known", "D007 warning t0", values: ["x": codes], clipped: 1,
      given: -1...3),
    // Steps of 0.02 from -2.62 to 2.48.
    DataCase(
      "a scale that reaches as far now", values: ["x": codes], clipped: 1, given: -2.62...2.489),
    DataCase("none", values: ["x": codes]),
    DataCase("fewer", values: ["x": codes + codes], clipped: 1),
    DataCase("not an input", values: ["y": codes], clipped: 9),
  ])
  func check(_ c: DataCase) throws { try c.check("clipped-input") }
}
