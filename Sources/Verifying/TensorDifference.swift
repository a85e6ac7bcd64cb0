/// How far two tensors are apart, over all runs.
public struct TensorFigures: Sendable, Equatable {
  /// How many elements were compared.
  public let count: Int
  /// How many of them are equal; NaN equals NaN.
  public let equalCount: Int
  /// The largest distance between the real numbers; NaN if one side alone is NaN.
  public let maxAbs: Double
  /// The largest distance in steps of the coarser grid; nil if neither side has codes.
  public let maxCodes: Double?
  /// The mean distance in those steps.
  public let meanCodes: Double?
  /// The cosine of the angle between both as vectors; nil if one is all zeros.
  public let cosine: Double?

  /// The part of the elements that are equal, 0 to 1; 1 if there are none.
  public var equalFraction: Double { count == 0 ? 1 : Double(equalCount) / Double(count) }
  /// True if every element is equal.
  public var areEqual: Bool { count == equalCount }
}

/// A pair of tensors and how far they are apart.
public struct TensorDifference: Sendable {
  /// The tensors.
  public let pair: TensorPair
  /// How far they are apart; nil if the runtime did not keep one of them, or gave it another
  /// shape.
  public let figures: TensorFigures?
}

/// How far outputs may be apart.
public struct Tolerance: Sendable {
  /// In steps of the coarser grid, where a side has codes.
  public let codes: Double
  /// In real numbers, if neither has.
  public let real: Double

  /// A tolerance for both kinds of outputs.
  public init(codes: Double, real: Double) { (self.codes, self.real) = (codes, real) }

  /// Whether a tensor keeps it; NaN on one side never does.
  public func holds(_ figures: TensorFigures) -> Bool {
    figures.maxCodes.map { $0 <= codes } ?? (figures.maxAbs <= real)
  }
}
