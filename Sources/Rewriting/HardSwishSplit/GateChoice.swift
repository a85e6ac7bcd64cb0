internal import Glibc
internal import QuantMath

/// The scale of the clipped sum, and the point where it is clipped: the choice that `relu6`, `relu6-folded`
/// and `depthwise` share.
struct GateChoice {
  private let site: ReplacedHardSwish
  /// How many steps fit into 0...6 if the highest input falls on the highest code.
  private let finest: Double

  init(_ site: ReplacedHardSwish) {
    self.site = site
    finest = 255 * 6 / min(6, 3 + site.highestInput)
  }

  /// The scale of the clipped sum, with its upper end at 6: coarser towards −1.
  func scale(_ coordinate: Double) -> Double {
    let coarseness = (1 - coordinate) / 2
    // Fine scales are the most likely, and some slightly too fine ones are good as well.
    return 6 / (finest * (1.004 - 0.6 * coarseness * coarseness))
  }

  /// The coordinate of a scale.
  private func coordinate(ofScale scale: Double) -> Double {
    1 - 2 * (max(0, 1.004 - 6 / (scale * finest)) / 0.6).squareRoot()
  }

  /// The number that represents 3: up to one step of the sum away.
  func three(_ coordinate: Double, scale: Double) -> Double { 3 + coordinate * scale }

  /// For inputs with large scales: scales so coarse that the highest sum, in their steps, fits into the 16
  /// bits of a vector kernel.
  ///
  /// Few of the input's codes then lie between the bends, and few steps are enough to distinguish them.
  private var coarse: [SearchPoint] {
    let farthest = max(abs(site.input.realRange.lowestCode), site.highestInput) + 3
    let least = farthest / 32_000
    guard least > 6 / finest, least < 3 else { return [] }
    return (0..<40).flatMap { place -> [SearchPoint] in
      // From the smallest scale to 3, in even ratios.
      let scale = least * exp2(log2(3 / least) * Double(place) / 39)
      return [-1, -0.5, 0, 0.5, 1].map { SearchPoint(coordinate(ofScale: scale), $0, 0, 0) }
    }
  }

  /// Scales in a simple ratio to the input's, for which the sum is not rounded, or rarely.
  var hints: [SearchPoint] {
    let ratios = [1, 2, 3, 4, 0.5, 1.5, 2.5, 1.0 / 3, 2.0 / 3, 4.0 / 3, 0.25, 0.75]
    return coarse + [SearchPoint(coordinate(ofScale: 6 / finest), 0, 0, 0)]
      + ratios.flatMap { ratio -> [SearchPoint] in
        let coordinate = coordinate(ofScale: Double(site.input.scale) * ratio)
        guard (-1...1).contains(coordinate) else { return [] }
        return (-20...20).map { SearchPoint(coordinate, Double($0) / 20, 0, 0) }
      }
  }
}
