import QuantMath

extension GridDraw {
  /// HARD_SWISH models of one type, each given all codes; every fourth with wild parameters.
  mutating func hardSwishCases(_ codes: CodeRange, count: Int) -> [KernelCase] {
    (1...count).map { number in
      var (input, output) = hardSwishGrids(codes, isWild: number % 4 == 0)
      while isUndefined(input, output) {
        (input, output) = hardSwishGrids(codes, isWild: true)
      }
      return KernelCase(
        "HARD_SWISH", number: number, inputs: [.init(input, codes.all)], output: output,
        expected: hardSwishPredictions(input, output))
    }
  }

  /// Whether C++ leaves open what the runtime computes.
  private func isUndefined(_ input: Grid, _ output: Grid) -> Bool {
    let p = try? HardSwishPreparation(input: input, output: output)
    return p?.conditions.contains(.leftShiftUndefined) ?? false
  }

  private func hardSwishPredictions(_ input: Grid, _ output: Grid) -> [Resolver: Prediction] {
    func prediction(_ kernel: HardSwishKernel) -> Prediction {
      do throws(PreparationError) {
        let p = try HardSwishPreparation(input: input, output: output)
        return .computes(kernel.table(p), output.codes)
      } catch {
        return .fails(error)
      }
    }
    #if arch(arm64)
      let vector = prediction(.litertNEON)
    #else
      let vector = prediction(.litertReference)
    #endif
    // No delegate takes a quantized HARD_SWISH.
    return [.reference: prediction(.litertReference), .builtin: vector, .default: vector]
  }

  private mutating func hardSwishGrids(_ codes: CodeRange, isWild: Bool) -> (Grid, Grid) {
    isWild ? wildHardSwishGrids(codes) : realisticHardSwishGrids(codes)
  }

  /// The output covers what the function makes of the input's range.
  private mutating func realisticHardSwishGrids(_ codes: CodeRange) -> (Grid, Grid) {
    let range = realRange()
    // The function falls to −0.375 at −1.5 and rises from there.
    let lowest = range.lowerBound < -1.5 ? -0.375 : hardSwish(range.lowerBound)
    let highest = max(lowest + 0.001, hardSwish(range.upperBound))
    return (codes.grid(range), codes.grid(lowest...highest))
  }

  private mutating func wildHardSwishGrids(_ codes: CodeRange) -> (Grid, Grid) {
    let scale = power(-10...2)
    var scales = (scale, scale * power(-7...7))
    var zeroPoints = (zeroPoint(codes), zeroPoint(codes))
    switch Int.random(in: 0..<8, using: &random) {
    case 0:  // On both sides of 128 times: refused from there on.
      let edge = scale * 128
      scales = (pick([edge.nextDown.nextDown, edge.nextDown, edge, edge.nextUp]), scale)
    case 1:  // Around and over 512 times.
      scales.1 = scale * power(8.9...14)
    case 2:
      scales = (power(-60...(-20)), power(-60...(-20)))
    case 3:
      scales = (power(10...40), power(10...40))
    case 4:  // Refused from 16 bits on.
      zeroPoints.0 = Int32.random(in: -40_000...40_000, using: &random)
      zeroPoints.1 = zeroPoint(codes, outsideOneIn: 2)
    case 5:
      scales = pick([(-scale, scale), (scale, -scale), (-scale, -scale)])
    case 6:
      let (zero, subnormal): (Float, Float) = (0, 0x1p-133)
      scales = pick([(zero, scale), (scale, zero), (subnormal, subnormal)])
    default:
      return (
        Grid(scales: [], zeroPoints: [], codes: codes),
        Grid(scale: scales.1, zeroPoint: zeroPoints.1, codes: codes)
      )
    }
    return (
      Grid(scale: scales.0, zeroPoint: zeroPoints.0, codes: codes),
      Grid(scale: scales.1, zeroPoint: zeroPoints.1, codes: codes)
    )
  }
}
