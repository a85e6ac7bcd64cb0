/// What one HARD_SWISH computes for every input code, and its error.
public struct HardSwishAnalysis: Hashable, Sendable {
  /// The analyzed kernel.
  public let kernel: HardSwishKernel
  /// The operator: grids, multipliers, conditions.
  public let preparation: HardSwishPreparation
  /// The output code of every input code, lowest first: shape `[256]`.
  public let table: [Int32]
  /// The largest distance in codes from `nearestHardSwish`; `nil` if a scale is unusable.
  public let maxErrorCodes: Int?
  /// The mean distance in codes from `nearestHardSwish`; `nil` if a scale is unusable.
  public let meanErrorCodes: Double?
  /// How many input codes give an output code below the output's zero point.
  public let codesBelowZero: Int
  /// How many input codes give a result outside the output's codes, which is then clamped.
  public let saturatedCodes: Int
  /// Whether the dip of the function below 0 is gone: some input code lies strictly between
  /// −3 and 0, and yet no output code is below the zero point.
  public let losesNegativeLobe: Bool

  /// The position of the real number −3 among the input codes; infinite or NaN for a scale of 0.
  public var positionOfMinusThree: Double { preparation.input.position(of: -3) }
  /// The position of the real number +3 among the input codes; infinite or NaN for a scale of 0.
  public var positionOfThree: Double { preparation.input.position(of: 3) }

  /// Runs the kernel over all codes.
  ///
  /// - Complexity: 256 elements, one allocation, about 4 microseconds.
  public init(_ preparation: HardSwishPreparation, kernel: HardSwishKernel) {
    let (input, output) = (preparation.input, preparation.output)
    var table: [Int32] = []
    table.reserveCapacity(input.codes.count)
    var (worst, total, below, saturated) = (0, 0, 0, 0)
    var reachesLobe = false

    for code in input.codes.lowest...input.codes.highest {
      let unclamped = kernel.unclampedOutput(of: code, preparation)
      let result = output.codes.clamp(unclamped)
      table.append(result)

      let exact = hardSwish(input.real(code))
      let error = abs(Int(result) - Int(nearestCode(to: exact, on: output)))
      worst = max(worst, error)
      total += error
      if result < output.zeroPoint { below += 1 }
      if unclamped != result { saturated += 1 }
      if exact < 0 { reachesLobe = true }
    }

    (self.kernel, self.preparation, self.table) = (kernel, preparation, table)
    let isMeasurable = input.hasUsableScale && output.hasUsableScale
    maxErrorCodes = isMeasurable ? worst : nil
    meanErrorCodes = isMeasurable ? Double(total) / Double(table.count) : nil
    (codesBelowZero, saturatedCodes) = (below, saturated)
    losesNegativeLobe = reachesLobe && below == 0
  }
}
