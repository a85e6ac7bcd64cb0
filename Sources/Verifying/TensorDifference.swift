internal import Glibc

/// The differences between two tensors, over all runs.
public struct TensorFigures: Sendable, Equatable {
  /// How many elements were compared.
  public let count: Int
  /// How many of them are equal; NaN equals NaN.
  public let equalCount: Int
  /// The largest distance between the real numbers; NaN if only one side is NaN.
  public let maxAbs: Double
  /// The largest distance in steps of the larger scale; nil if neither side has codes.
  public let maxCodes: Double?
  /// The mean distance in those steps.
  public let meanCodes: Double?
  /// The cosine of the angle between both as vectors; nil if one is all zeros.
  public let cosine: Double?
  /// The mean of the squared distances between the real numbers.
  public let meanSquaredError: Double
  /// The mean of the squares of the first tensor's real numbers; NaN if one of them is.
  public let meanSquare: Double

  /// The share of equal elements, 0 to 1; 1 if there are none.
  public var equalFraction: Double { count == 0 ? 1 : Double(equalCount) / Double(count) }
  /// True if every element is equal.
  public var areEqual: Bool { count == equalCount }

  /// Whether an element of the first tensor is NaN.
  public var hasNaN: Bool { meanSquare.isNaN }

  /// The ratio of the first tensor's power to that of the differences (SQNR), in dB; infinite if there are no differences,
  /// nil if the first tensor is all zeros or there are no elements.
  public var signalToNoise: Double? {
    guard meanSquare != 0 else { return nil }
    return 10 * log10(meanSquare / meanSquaredError)
  }
}

/// A pair of tensors and their differences.
public struct TensorDifference: Sendable {
  /// The tensors.
  public let pair: TensorPair
  /// Their differences; nil if the runtime did not keep one of them, or if their shapes differ.
  public let figures: TensorFigures?

  /// The root of the mean squared error, in steps of the second tensor's scale; nil if it has none.
  ///
  /// Rounding alone gives 1/sqrt(12), about 0.29. Source: TensorFlow's guide to `QuantizationDebugger`, which calls it
  /// RMSE/scale.
  public var errorOverScale: Double? {
    guard let figures, let scale = pair.grids.b.scale else { return nil }
    return figures.meanSquaredError.squareRoot() / Double(scale).magnitude
  }
}

/// How far outputs may differ.
public struct Tolerance: Sendable {
  /// In steps of the larger scale, if a side has codes.
  public let codes: Double
  /// In real numbers, if neither has.
  public let real: Double

  /// A tolerance for both kinds of outputs.
  public init(codes: Double, real: Double) { (self.codes, self.real) = (codes, real) }

  /// Whether a tensor is within the tolerance; never if only one side is NaN.
  public func holds(_ figures: TensorFigures) -> Bool {
    figures.maxCodes.map { $0 <= codes } ?? (figures.maxAbs <= real)
  }
}
