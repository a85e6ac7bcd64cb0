/// The free numbers of a split, each about −1...1; what they mean is up to a `SearchSpace`.
typealias SearchPoint = SIMD4<Double>

/// What of a split may be chosen.
protocol SearchSpace {
  associatedtype Split: PreparableSplit

  /// How many points the first, wide look takes besides the hints.
  var wideCount: Int { get }
  /// How many of a point's numbers the wide look varies; the others stay 0.
  var wideDimensions: Int { get }
  /// How far the close look moves each number at first.
  var closeRadius: SearchPoint { get }
  /// Points worth a look besides those that are spread evenly.
  var hints: [SearchPoint] { get }

  /// The split at a point.
  func split(at point: SearchPoint) -> Split
}
