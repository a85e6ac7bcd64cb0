public import QuantMath

/// What was counted and added up about one tensor while a model ran on data, without rounding.
///
/// A value is counted in steps: for a quantized tensor its code minus the zero point, which the scale makes a real
/// number; for a float tensor the value itself.
public struct TensorMeasurement: Sendable, Equatable {
  /// The largest number of bins of a histogram.
  public static let mostBins = 2048

  /// How many values there were.
  public struct Counts: Sendable, Equatable {
    /// Finite values.
    public let finite: UInt64
    /// Values that are not numbers.
    public let nan: UInt64
    /// Infinite values, of either sign.
    public let infinite: UInt64
    /// Values with the lowest code, and with the highest; 0 for a float tensor.
    public let (lowestCode, highestCode): (UInt64, UInt64)
    /// Real numbers of the data for which an input has no code, and that became its lowest or highest one.
    public let clipped: UInt64

    /// The share of finite values with the lowest code, from 0 to 1; 0 if there are no values.
    public var lowestShare: Double { share(of: lowestCode) }
    /// The share of finite values with the highest code, from 0 to 1; 0 if there are no values.
    public var highestShare: Double { share(of: highestCode) }

    private func share(of count: UInt64) -> Double {
      finite == 0 ? 0 : Double(count) / Double(finite)
    }

    /// Counts by their numbers.
    public init(
      finite: UInt64, nan: UInt64, infinite: UInt64, lowestCode: UInt64, highestCode: UInt64,
      clipped: UInt64
    ) {
      (self.finite, self.nan, self.infinite) = (finite, nan, infinite)
      (self.lowestCode, self.highestCode, self.clipped) = (lowestCode, highestCode, clipped)
    }
  }

  /// The bins, the lowest and the highest value of a tensor that held finite values.
  public struct Spread: Sendable, Equatable {
    /// The lowest and the highest finite value, in steps.
    public let (lowest, highest): (Double, Double)
    /// The width of a bin is 2 to this power, in steps.
    public let widthExponent: Int
    /// The number of the first bin.
    public let first: Int
    /// How many values fell into each bin; the first and the last are not 0.
    public let counts: [UInt64]

    /// A spread by its parts.
    public init(
      lowest: Double, highest: Double, widthExponent: Int, first: Int, counts: [UInt64]
    ) {
      (self.lowest, self.highest) = (lowest, highest)
      (self.widthExponent, self.first, self.counts) = (widthExponent, first, counts)
    }
  }

  /// The tensor's index in the first subgraph of the model that ran.
  public let tensor: Int
  /// Its name there; empty if it has none.
  public let name: String
  /// The name of its element type, such as `INT8`.
  public let type: String
  /// Its scale and zero point there; nil for a float tensor.
  public let grid: Grid?
  /// How many values there were.
  public let counts: Counts
  /// The sum of the finite values, in steps.
  public let sum: ExactNumber
  /// The sum of their squares, in steps squared.
  public let squareSum: ExactNumber
  /// Where the finite values lie; nil if there were none.
  public let spread: Spread?
  /// For an input: the lowest and the highest of the finite real numbers that it was given, before they were converted to
  /// codes; nil for other tensors, and for inputs that were given codes.
  public let given: ClosedRange<Double>?

  /// A measurement by its parts.
  public init(
    tensor: Int, name: String, type: String, grid: Grid?, counts: Counts, sum: ExactNumber,
    squareSum: ExactNumber, spread: Spread?, given: ClosedRange<Double>? = nil
  ) {
    (self.tensor, self.name, self.type, self.grid) = (tensor, name, type, grid)
    (self.counts, self.sum, self.squareSum, self.spread) = (counts, sum, squareSum, spread)
    self.given = given
  }

  /// The codes of an element type that is measured as codes; nil for other types.
  static func codes(of type: String) -> CodeRange? {
    switch type {
    case "INT8": .int8
    case "UINT8": .uint8
    case "INT16": .int16
    default: nil
    }
  }

  /// Whether a type is measured as real numbers.
  static func isFloat(_ type: String) -> Bool { type == "FLOAT32" || type == "FLOAT16" }
}

// What follows from the counts.
extension TensorMeasurement {
  /// The range in real numbers; nil if there were no finite values.
  public var range: TensorRange? {
    guard let spread else { return nil }
    let step = grid.map { Double($0.scale) } ?? 1
    let width = step * Double(sign: .plus, exponent: spread.widthExponent, significand: 1)
    return TensorRange(
      tensor: tensor, name: name, type: type, grid: grid, count: counts.finite,
      lowest: step * spread.lowest, highest: step * spread.highest,
      mean: step * (sum.double / Double(counts.finite)), deviation: step * deviation,
      histogram: Histogram(
        width: width, first: spread.first, counts: spread.counts, isExact: isExact),
      codeUse: grid == nil
        ? nil
        : TensorRange.CodeUse(
          lowestCount: counts.lowestCode, highestCount: counts.highestCode,
          usedCodeCount: isExact ? spread.counts.count { $0 > 0 } : nil))
  }

  /// Whether no two codes share a bin.
  private var isExact: Bool { grid != nil && spread?.widthExponent == 0 }

  /// The standard deviation of all values, in steps.
  private var deviation: Double {
    // n · Σx² − (Σx)², exactly: rounded, the difference of two large numbers can be anything.
    let count = ExactNumber(Int(clamping: counts.finite))
    let spread = (count * squareSum - sum * sum).double
    return max(0, spread).squareRoot() / Double(counts.finite)
  }
}
