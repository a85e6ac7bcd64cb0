public import ModelFormat

/// `TENSOR=SCALE,ZERO_POINT`: a tensor, and its new scale and zero point.
public struct GridArgument: Hashable, Sendable {
  /// The tensor: a number is its index, anything else its name.
  public let tensor: TensorName
  /// The scale: finite and more than 0.
  public let scale: Float
  /// The zero point; which are allowed depends on the tensor's type.
  public let zeroPoint: Int64

  /// Reads an argument.
  ///
  /// Names may hold `=` and `,`: the last `=` ends the name, the last `,` the scale.
  ///
  /// - Rounding: the scale to the nearest float32.
  public init(_ text: String) throws(Diagnostic) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw .wrongGrid(
        "--set-quantization is '\(text.escapedForDisplay)'", "it must be TENSOR=SCALE,ZERO_POINT")
    }
    let grid = text[text.index(after: equals)...]
    guard let comma = grid.lastIndex(of: ",") else {
      throw .wrongGrid(
        "'\(String(grid).escapedForDisplay)' has no comma", "it must be SCALE,ZERO_POINT")
    }
    let (scale, zeroPoint) = (grid[..<comma], grid[grid.index(after: comma)...])
    guard let number = Float(scale), number.isFinite, number > 0 else {
      throw .wrongGrid(
        "the scale is '\(String(scale).escapedForDisplay)'", "it must be a positive number")
    }
    guard let code = Int64(zeroPoint) else {
      throw .wrongGrid(
        "the zero point is '\(String(zeroPoint).escapedForDisplay)'", "it must be a whole number")
    }
    tensor = TensorName(String(text[..<equals]))
    (self.scale, self.zeroPoint) = (number, code)
  }
}
