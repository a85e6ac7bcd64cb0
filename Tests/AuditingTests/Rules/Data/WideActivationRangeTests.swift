import Testing

@Suite struct WideActivationRangeTests {
  @Test(arguments: [
    // 256 steps over 64: 2 bits.
    DataCase("a quarter of the codes", "D002 warning op 0 t3", values: ["y": [-35, -4, 28]]),
    DataCase("an input", "D002 warning t0", values: ["x": [3, 10, 20]]),
    // 256 over 91 is less than 2 to the power 1.5.
    DataCase("just over a third", values: ["y": [-49, -4, 41]]),
    // 0 counts, even if no value is 0.
    DataCase("far from 0", values: ["y": [120, 121, 122]]),
    DataCase("the next one", "D002 warning op 1 t4", values: ["h": [-110, -100, -90]]),
    DataCase(
      "the next one behind values that were cut off",
      values: ["y": [-128, 127, 127], "h": [-110, -100, -90]]),
    DataCase("one value only", values: ["y": [-4, -4]]),
    DataCase("a fixed output", values: ["h": [-128, -120]]) {
      $0.ops[1].code = "LOGISTIC"
      ($0["h"].scales, $0["h"].zeroPoints) = ([0.00390625], [-128])
    },
  ])
  func check(_ c: DataCase) throws { try c.check("wide-activation-range") }
}
