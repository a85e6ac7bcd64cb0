public import QuantMath

/// What one tensor held while a model ran on data.
public struct TensorRange: Sendable, Equatable {
  /// How often codes were at the ends of their range.
  public struct CodeUse: Sendable, Equatable {
    /// How many values had the lowest code, and how many the highest.
    public let (lowestCount, highestCount): (UInt64, UInt64)
    /// How many different codes occurred; nil if codes share bins, so that it is not known.
    public let usedCodeCount: Int?

    /// Code use by its numbers.
    public init(lowestCount: UInt64, highestCount: UInt64, usedCodeCount: Int?) {
      (self.lowestCount, self.highestCount) = (lowestCount, highestCount)
      self.usedCodeCount = usedCodeCount
    }
  }

  /// The tensor's index in the first subgraph of the model that ran.
  public let tensor: Int
  /// Its name there; empty if it has none.
  public let name: String
  /// The name of its element type, such as `INT8`.
  public let type: String
  /// Its scale and zero point there; nil if it is not quantized per tensor.
  public let grid: Grid?
  /// How many finite values were seen.
  public let count: UInt64
  /// The lowest and the highest of them, as real numbers.
  public let (lowest, highest): (Double, Double)
  /// Their mean and standard deviation, as real numbers.
  public let (mean, deviation): (Double, Double)
  /// How they are distributed.
  public let histogram: Histogram
  /// How codes were used; nil for a float tensor.
  public let codeUse: CodeUse?

  /// A range by its parts.
  public init(
    tensor: Int, name: String, type: String, grid: Grid?, count: UInt64, lowest: Double,
    highest: Double, mean: Double, deviation: Double, histogram: Histogram, codeUse: CodeUse?
  ) {
    (self.tensor, self.name, self.type, self.grid) = (tensor, name, type, grid)
    (self.count, self.lowest, self.highest) = (count, lowest, highest)
    (self.mean, self.deviation) = (mean, deviation)
    (self.histogram, self.codeUse) = (histogram, codeUse)
  }
}
