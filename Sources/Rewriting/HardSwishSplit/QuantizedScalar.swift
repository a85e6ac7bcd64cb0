internal import QuantMath

/// A constant of one element, as a quantized tensor holds it.
struct QuantizedScalar: Hashable, Sendable {
  /// The constant's grid.
  let grid: Grid
  /// The constant's one code.
  let code: Int32

  /// A constant with this code.
  init(grid: Grid, code: Int32) { (self.grid, self.code) = (grid, code) }

  /// A positive constant on a grid from zero, the lowest code, to the constant, the highest code.
  ///
  /// - Rounding: the scale, `real / 255` for 8 bits, to float32; the code is exact.
  init(_ real: Double, filling codes: CodeRange) {
    let scale = Float(real / Double(codes.count - 1))
    self.init(
      grid: Grid(scale: scale, zeroPoint: codes.lowest, codes: codes), code: codes.highest)
  }

  /// A positive constant with the highest code of a symmetric grid: zero point 0.
  ///
  /// - Rounding: the scale to float32; the code is exact.
  init(symmetric real: Double, _ codes: CodeRange) {
    let scale = Float(real / Double(codes.highest))
    self.init(grid: Grid(scale: scale, zeroPoint: 0, codes: codes), code: codes.highest)
  }

  /// The real number that the constant represents.
  var real: Double { grid.real(code) }
}

extension Grid {
  /// The grid from 0, the lowest code, to a positive real number, the highest.
  ///
  /// - Rounding: the scale to float32.
  init(upTo highest: Double, _ codes: CodeRange) {
    self.init(
      scale: Float(highest / Double(codes.count - 1)), zeroPoint: codes.lowest, codes: codes)
  }
}

// Short descriptions of a split's numbers.

extension QuantizedScalar {
  func words(_ name: some CustomStringConvertible) -> String {
    "constant \(name) stored as \(Float(real))"
  }
}

extension Grid {
  var words: String { "with scale \(scale)" }
}
