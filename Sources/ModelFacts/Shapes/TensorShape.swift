/// The shape of a tensor as far as it is known: the rank and each dimension may be unknown.
public struct TensorShape: Hashable, Sendable, CustomStringConvertible {
  /// The dimensions, nil for each unknown one; nil if even the rank is unknown.
  public let dimensions: [Int?]?

  /// A completely unknown shape.
  public static let unknown = Self(nil)
  /// The shape of a single value.
  public static let scalar = Self([])

  /// A shape by its dimensions.
  public init(_ dimensions: [Int?]?) { self.dimensions = dimensions }

  /// The number of dimensions; nil if it is unknown.
  public var rank: Int? { dimensions?.count }

  /// The dimensions; nil if any of them or the rank is unknown.
  public var known: [Int]? {
    guard let dimensions else { return nil }
    var known: [Int] = []
    for dimension in dimensions {
      guard let dimension else { return nil }
      known.append(dimension)
    }
    return known
  }

  /// The number of elements; nil if it is unknown or beyond 2^63 - 1.
  public var elementCount: Int? { dimensions.flatMap { Self.product($0[...]) } }

  /// The dimension at a position; nil if it is unknown or there is none.
  public subscript(axis: Int) -> Int? {
    guard let dimensions, dimensions.indices.contains(axis) else { return nil }
    return dimensions[axis]
  }

  /// Whether both could be the same shape, as far as they are known.
  public func agrees(with other: Self) -> Bool {
    guard let dimensions, let others = other.dimensions else { return true }
    return dimensions.count == others.count
      && zip(dimensions, others).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }

  /// `[1, ?, 3]`, or `unknown`.
  public var description: String {
    guard let dimensions else { return "unknown" }
    let shown = dimensions.prefix(12).map { $0.map(String.init) ?? "?" }
    return "[\((dimensions.count > 12 ? shown + ["..."] : shown).joined(separator: ", "))]"
  }

  /// The product of dimensions; nil if one is unknown (and none is 0), or on overflow.
  static func product(_ dimensions: ArraySlice<Int?>) -> Int? {
    if dimensions.contains(0) { return 0 }
    var product = 1
    for dimension in dimensions {
      guard let dimension else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      if overflow { return nil }
      product = next
    }
    return product
  }
}
