import QuantMath

/// Times one HARD_SWISH site: preparation, the table of 256 codes, its errors.
///
/// Prints one line, the microseconds per site: `hard_swish_table_us 3.6`. Run it in release mode:
/// `swift run --configuration release`.
@main
enum Kernels {
  static let siteCount = 20_000
  static let roundCount = 7

  static func main() {
    let sites = randomSites()
    let clock = ContinuousClock()
    var sum = 0
    // The first round warms up.
    let rounds = (0...roundCount).map { _ in
      clock.measure { for (input, output) in sites { sum &+= analyze(input, output) } }
    }.dropFirst().sorted()

    let median = rounds[roundCount / 2]
    let (seconds, attoseconds) = median.components
    let microseconds =
      (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) / Double(siteCount)
    // Using the sum keeps the optimizer from dropping the work.
    precondition(sum != 0, "no site was computed")
    print("hard_swish_table_us \((microseconds * 100).rounded() / 100)")
  }

  /// A number that depends on the result of one site.
  private static func analyze(_ input: Grid, _ output: Grid) -> Int {
    guard let p = try? HardSwishPreparation(input: input, output: output) else { return 0 }
    let analysis = HardSwishAnalysis(p, kernel: .litertReference)
    return Int(analysis.table[200]) &+ analysis.codesBelowZero &+ 1
  }

  /// Quantization as calibration produces it: inputs around 0, outputs from −0.375 up.
  private static func randomSites() -> [(Grid, Grid)] {
    var random = SplitMix64(state: 1)
    return (0..<siteCount).map { _ in
      let (lower, upper) = (
        Float.random(in: 0.5...20, using: &random), Float.random(in: 0.5...20, using: &random)
      )
      return (grid(from: -lower, to: upper), grid(from: -0.375, to: upper))
    }
  }

  private static func grid(from lower: Float, to upper: Float) -> Grid {
    let scale = (upper - lower) / 255
    let zeroPoint = Int32((-128 - lower / scale).rounded())
    return Grid(scale: scale, zeroPoint: zeroPoint, codes: .int8)
  }
}

/// A seeded generator: the same numbers in every run.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
