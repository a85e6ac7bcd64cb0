import Testing

@Suite struct UnvisitedNegativeLobeTests {
  // The scale of y is 0.05 and its zero point -4: -64 is -3.
  @Test(arguments: [
    DataCase("inputs from 0 on", "D004 note op 1 t3", values: ["y": [-4, 20, 100]]),
    DataCase("and some up to -3", "D004 note op 1 t3", values: ["y": [-80, -64, 20]]),
    DataCase("an output without negative codes", values: ["y": [-4, 20, 100]]) {
      $0["h"].zeroPoints = [-128]
    },
    DataCase("one input in the lobe", values: ["y": [-5, 20, 100]]),
    // That is what one-sided-hard-swish says.
    DataCase("no input between -3 and 3", values: ["y": [56, 100]]),
    DataCase("no HARD_SWISH", values: ["x": [100, 127]]),
  ])
  func check(_ c: DataCase) throws { try c.check("unvisited-negative-lobe") }
}
