internal import ModelFacts
internal import QuantMath

/// Two tables of one function, each on a grid of its own.
struct CodeComparison {
  let (old, new): ([Int32], [Int32])
  private let input: Grid?
  private let (oldGrid, newGrid): (Grid?, Grid?)
  private let claim: FunctionClaim

  init(_ before: Ends, _ after: Ends, _ claim: FunctionClaim, _ old: [Int32], _ new: [Int32]) {
    (self.new, self.claim) = (new, claim)
    (input, oldGrid, newGrid) = (after.input.grid, before.output.grid, after.output.grid)
    self.old = Self.old(old, at: before.input.grid, as: after.input.grid)
  }

  /// The old table for the values that the input's codes stand for now, each taken at the nearest
  /// of the old codes: a change before this one may have moved the input's grid as well.
  private static func old(_ table: [Int32], at old: Grid?, as new: Grid?) -> [Int32] {
    guard let old, let new, old != new, old.hasUsableScale, table.count == old.codes.count else {
      return table
    }
    return (new.codes.lowest...new.codes.highest).map { code in
      let place = old.codes.clamp(Int32(clamping: roundHalfAway(old.position(of: new.real(code)))))
      return table[Int(place) - Int(old.codes.lowest)]
    }
  }

  /// How far the new table is from the old one, and from the real function.
  var figures: CodeFigures {
    var (worst, total, changed) = (0.0, 0.0, 0)
    for (a, b) in zip(old, new) {
      let distance = distance(a, b)
      worst = max(worst, distance)
      total += distance
      if distance > 0 { changed += 1 }
    }
    return CodeFigures(
      maxErrorCodes: worst, meanErrorCodes: new.isEmpty ? 0 : total / Double(new.count),
      codesChanged: changed, maxErrorCodesVsReal: claim.isHardSwish ? distanceToReal : nil,
      table: new)
  }

  /// In codes where the grid is the same, else between the real numbers that they stand for, in
  /// steps of the coarser grid.
  private func distance(_ a: Int32, _ b: Int32) -> Double {
    guard let oldGrid, let newGrid, !isSameGrid else { return Double(abs(Int(a) - Int(b))) }
    let step = max(abs(claim.factor * Double(oldGrid.scale)), abs(Double(newGrid.scale)))
    guard step > 0, step.isFinite else { return Double(abs(Int(a) - Int(b))) }
    return abs(claim.factor * oldGrid.real(a) - newGrid.real(b)) / step
  }

  /// A scale that was multiplied is the same up to its rounding to float32.
  private var isSameGrid: Bool {
    guard let oldGrid, let newGrid else { return true }
    return oldGrid.zeroPoint == newGrid.zeroPoint && oldGrid.codes == newGrid.codes
      && newGrid.scale == Float(claim.factor * Double(oldGrid.scale))
  }

  private var distanceToReal: Int? {
    guard let input, let newGrid, input.hasUsableScale, newGrid.hasUsableScale else { return nil }
    var worst = 0
    for (i, code) in new.enumerated() {
      let exact = claim.factor * hardSwish(input.real(input.codes.lowest + Int32(i)))
      let nearest = newGrid.codes.clamp(Int64(saturating: newGrid.position(of: exact).rounded()))
      worst = max(worst, abs(Int(code) - nearest))
    }
    return worst
  }
}

extension CodeRange {
  fileprivate func clamp(_ value: Int64) -> Int {
    Int(min(max(value, Int64(lowest)), Int64(highest)))
  }
}
