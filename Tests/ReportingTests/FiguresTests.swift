import ModelFormat
import Testing

@testable import Reporting

@Suite struct FiguresTests {
  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (78_968, "79.0 kB"), (99_949, "99.9 kB"),
    (99_950, "100 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (2_423_680, "2.4 MB"),
    (2_469_685_824, "2.5 GB"), (Int.max, "9223372 TB"),
  ])
  func sizes(bytes: Int, text: String) { #expect(bytes.asByteCount == text) }

  @Test(arguments: [
    (0, "0"), (1, "1"), (-0.375, "-0.375"), (2.98829, "2.988"), (12.3456, "12.35"),
    (9999.4, "9999"), (9999.6, "10000"), (1_234_567, "1234567"), (12_345_678, "1.235e+07"),
    (0.00012345, "0.0001235"), (0.000012345, "1.234e-05"), (-1.5e-9, "-1.5e-09"),
    (.infinity, "inf"), (.nan, "nan"),
  ])
  func figures(value: Double, text: String) { #expect(value.asFigure == text) }

  @Test(arguments: [(Float(1), "1"), (0.023529412, "0.023529412"), (1e-10, "1e-10")])
  func exactFloats(value: Float, text: String) { #expect(value.asExact == text) }

  @Test(arguments: [(0, "0 sites"), (1, "1 site"), (2, "2 sites")])
  func counts(number: Int, text: String) { #expect(number.counted("site") == text) }
}
