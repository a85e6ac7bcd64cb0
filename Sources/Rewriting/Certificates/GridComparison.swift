internal import QuantMath

/// The values that a tensor could hold on one grid, and how near each is to one on another.
///
/// It says what the new grid can tell apart, and nothing of who writes the tensor: an operator that
/// rounds its own sums to the new grid may do better than rounding twice.
struct GridComparison {
  let figures: CodeFigures

  /// Nil where a grid has no values to compare: its scale is not finite, or the new one's is 0.
  init?(from old: Grid, to new: Grid) {
    guard old.scale.isFinite, new.hasUsableScale, new.granularity == .perTensor else { return nil }
    let step = Double(max(abs(old.scale), abs(new.scale)))
    var (worst, total, moved) = (0.0, 0.0, 0)
    var table: [Int32] = []
    for code in old.codes.lowest...old.codes.highest {
      let value = old.real(code)
      let nearest = new.codes.clamp(Int32(clamping: roundHalfAway(new.position(of: value))))
      let distance = abs(value - new.real(nearest)) / step
      table.append(nearest)
      worst = max(worst, distance)
      total += distance
      if distance > 0 { moved += 1 }
    }
    figures = CodeFigures(
      maxErrorCodes: worst, meanErrorCodes: total / Double(old.codes.count), codesChanged: moved,
      maxErrorCodesVsReal: nil, table: table)
  }
}
