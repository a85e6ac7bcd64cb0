internal import QuantMath

/// Two tables of one function, each with its own output scale.
struct CodeComparison {
  /// The output's quantization before and after; nil for codes without one.
  private let (oldGrid, newGrid): (Grid?, Grid?)
  /// The factor of the old value that the new tensor holds.
  private let factor: Double
  /// The factor of the real function that the new tensor holds.
  private let factorOfReal: Double
  /// The real numbers of the inputs, if the function is a hard-swish of them.
  private let reals: [Double]?

  init(
    from old: Grid?, to new: Grid?, factor: Double = 1, factorOfReal: Double? = nil,
    hardSwishOf reals: [Double]? = nil
  ) {
    (oldGrid, newGrid, self.factor, self.reals) = (old, new, factor, reals)
    self.factorOfReal = factorOfReal ?? factor
  }

  /// How far the new table is from the old one, and from the real function.
  ///
  /// - Precondition: both tables have the same number of entries.
  func figures(_ old: [Int32], _ new: [Int32]) -> CodeFigures {
    let (step, newStep) = steps
    var (worst, total, changed) = (0.0, 0.0, 0)
    for (a, b) in zip(old, new) {
      let distance = distance(a, b)
      worst = max(worst, distance)
      total += distance
      if distance > 0 { changed += 1 }
    }
    return CodeFigures(
      maxErrorCodes: worst / step,
      meanErrorCodes: new.isEmpty ? 0 : total / step / Double(new.count),
      codesChanged: changed, maxErrorNewSteps: newStep.map { worst / $0 },
      maxErrorCodesVsReal: reals.flatMap { distanceToReal(new, $0) }, table: new)
  }

  /// In codes if the scale is the same, otherwise in real numbers.
  private func distance(_ a: Int32, _ b: Int32) -> Double {
    guard let oldGrid, let newGrid, hasOtherSteps else { return Double(abs(Int(a) - Int(b))) }
    return abs(factor * oldGrid.real(a) - newGrid.real(b))
  }

  /// The units of a distance: 1 for codes, else the old scale if there was one; and the new scale.
  private var steps: (old: Double, new: Double?) {
    guard let oldGrid, let newGrid, hasOtherSteps else { return (1, nil) }
    let (old, new) = (abs(factor * Double(oldGrid.scale)), abs(Double(newGrid.scale)))
    return (old > 0 && old.isFinite ? old : new, new)
  }

  /// A multiplied scale is the same up to its rounding to float32.
  private var hasOtherSteps: Bool {
    guard let oldGrid, let newGrid else { return false }
    guard newGrid.hasUsableScale || oldGrid.hasUsableScale else { return false }
    return oldGrid.zeroPoint != newGrid.zeroPoint || oldGrid.codes != newGrid.codes
      || newGrid.scale != Float(factor * Double(oldGrid.scale))
  }

  private func distanceToReal(_ table: [Int32], _ reals: [Double]) -> Int? {
    guard let newGrid, newGrid.hasUsableScale, reals.allSatisfy(\.isFinite) else { return nil }
    var worst = 0
    for (code, x) in zip(table, reals) {
      let position = roundHalfAway(newGrid.position(of: factorOfReal * hardSwish(x)))
      worst = max(worst, abs(Int(code) - Int(newGrid.codes.clamp(Int32(clamping: position)))))
    }
    return worst
  }
}
