/// The real function: `x · relu6(x + 3) / 6`.
///
/// - Units: real numbers; the result is negative exactly for `x` in (−3, 0); its minimum is −0.375, at −1.5.
public func hardSwish(_ x: Double) -> Double {
  x * min(6, max(0, x + 3)) / 6
}

/// The output code nearest to the real function of an input code, as an ideal kernel would compute it.
///
/// - Rounding: computed in double, to nearest, ties away from the zero point.
/// - Overflow: clamped to the codes of the output's type.
/// - Precondition: both grids have a usable scale; without one, the result is meaningless.
public func nearestHardSwish(_ code: Int32, input: Grid, output: Grid) -> Int32 {
  nearestCode(to: hardSwish(input.real(code)), on: output)
}

/// The code of `grid` nearest to a real number.
///
/// - Rounding: to nearest, ties away from the zero point.
/// - Overflow: clamped to the grid's codes.
func nearestCode(to real: Double, on grid: Grid) -> Int32 {
  let steps = (real / Double(grid.scale)).rounded(.toNearestOrAwayFromZero)
  guard !steps.isNaN else { return grid.codes.clamp(grid.zeroPoint) }
  // Clamped before the conversion to an integer: beyond 2⁵³, a double has no units, but every code is far
  // away.
  let code = steps + Double(grid.zeroPoint)
  return grid.codes.clamp(Int32(saturating: code))
}
