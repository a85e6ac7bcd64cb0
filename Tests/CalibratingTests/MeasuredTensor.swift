import Calibrating
import QuantMath

/// Ranges for tests, worked out by hand.
enum MeasuredTensor {
  static let digest = String(repeating: "0123456789abcdef", count: 4)

  /// An int8 tensor with the scale 0.5 and the zero point −3 that held the codes −128, −3, −1 and 127 once, twice, once
  /// and three times: the steps −125, 0, 0, 2 and 130.
  static let codes = TensorMeasurement(
    tensor: 3, name: "a\u{2028}\"b\u{feff}", type: "INT8",
    grid: Grid(scale: 0.5, zeroPoint: -3, codes: .int8),
    counts: .init(finite: 7, nan: 0, infinite: 0, lowestCode: 1, highestCode: 3, clipped: 5),
    sum: ExactNumber(267), squareSum: ExactNumber(66329),
    spread: .init(
      lowest: -125, highest: 130, widthExponent: 0, first: -125,
      counts: (-125...130).map { [-125: 1, 0: 2, 2: 1, 130: 3][$0] ?? 0 }), given: -70.5...99)

  /// A float tensor that held only `value`, `count` times.
  static func float(_ value: Double, count: UInt64, exponent: Int) -> TensorMeasurement {
    let width = Double(sign: .plus, exponent: exponent, significand: 1)
    // Values here are eighths.
    let eighths = ExactNumber(Int(value * 8)) * ExactNumber(Int(count))
    return TensorMeasurement(
      tensor: 7, name: "", type: "FLOAT32", grid: nil,
      counts: .init(
        finite: count, nan: 1, infinite: 2, lowestCode: 0, highestCode: 0, clipped: 0),
      sum: eighths * eighth, squareSum: ExactNumber(Int(value * 8)) * eighths * eighth * eighth,
      spread: .init(
        lowest: value, highest: value, widthExponent: exponent, first: Int(value / width),
        counts: [count]))
  }

  private static let eighth = ExactNumber("0x1p-3") ?? ExactNumber(0)

  static func ranges(
    _ measurements: [TensorMeasurement], samples: UInt64 = 2, kernels: String = "reference",
    versions: [String] = ["2.1.0"], digest: String = digest
  ) -> Ranges {
    Ranges(
      modelSHA256: digest, kernels: kernels, runtimeVersions: versions, sampleCount: samples,
      measurements: measurements)
  }
}
