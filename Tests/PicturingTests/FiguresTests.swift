import Reporting
import Testing

@testable import Picturing

@Suite struct FiguresTests {
  @Test(arguments: [
    (0.0, "0"), (12, "12"), (0.25, "0.3"), (-0.04, "0"), (-12.34, "-12.3"), (.infinity, "0"),
    (.nan, "0"),
  ])
  func coordinate(number: Double, text: String) {
    #expect(number.asCoordinate == text)
  }

  @Test(arguments: [(0.0, "0.0%"), (0.9999, "99.9%"), (1, "100%"), (0.125, "12.5%")])
  func percent(share: Double, text: String) {
    #expect(share.asPercent == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1.0 k"), (56_517_824, "56.5 M"), (999_960, "1.0 M"),
    (217_000_000_000, "217 G"),
  ])
  func shortCount(number: Int, text: String) {
    #expect(number.asCount == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_240, "1,240"), (-1_234_567, "-1,234,567")])
  func separators(number: Int, text: String) {
    #expect(number.withSeparators == text)
  }
}
