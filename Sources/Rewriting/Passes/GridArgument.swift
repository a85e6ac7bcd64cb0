/// `TENSOR=SCALE,ZERO_POINT`: a tensor, and the grid that it is to have.
public struct GridArgument: Hashable, Sendable {
  /// The tensor: a number is its position, anything else its name.
  public let tensor: TensorName
  /// The scale: finite and more than 0.
  public let scale: Float
  /// The zero point; which are allowed depends on the tensor's type.
  public let zeroPoint: Int64

  /// Why an argument means nothing, in words.
  public struct Fault: Error, CustomStringConvertible {
    /// What was found, and what must be there.
    public let description: String
  }

  /// Reads an argument.
  ///
  /// Names may hold `=` and `,`: the last `=` ends the name, the last `,` the scale.
  ///
  /// - Rounding: the scale to the nearest float32.
  public init(_ text: String) throws(Fault) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex else {
      throw Fault(description: "'\(text)' must be TENSOR=SCALE,ZERO_POINT, as in 12=0.05,-128")
    }
    let grid = text[text.index(after: equals)...]
    guard let comma = grid.lastIndex(of: ",") else {
      throw Fault(
        description:
          "'\(grid)' must be a scale and a zero point with a comma between, as in 0.05,-128")
    }
    let (scale, zeroPoint) = (grid[..<comma], grid[grid.index(after: comma)...])
    guard let number = Float(scale), number.isFinite, number > 0 else {
      throw Fault(description: "the scale is '\(scale)'; it must be a positive number")
    }
    guard let code = Int64(zeroPoint) else {
      throw Fault(description: "the zero point is '\(zeroPoint)'; it must be a whole number")
    }
    tensor = TensorName(String(text[..<equals]))
    (self.scale, self.zeroPoint) = (number, code)
  }
}
