internal import QuantMath

/// What may be chosen of `int16`: the 3, the 1/6, and the scales of the product and the result.
struct Int16Space: SearchSpace {
  let site: ReplacedHardSwish

  init(_ site: ReplacedHardSwish) { self.site = site }

  var wideCount: Int { 3_000 }
  var wideDimensions: Int { 4 }
  var closeRadius: SearchPoint { SearchPoint(0.2, 0.2, 0.2, 0.2) }
  var hints: [SearchPoint] { [] }

  func split(at point: SearchPoint) -> Int16Split {
    // The operator errs towards zero, so that a 1/6 a little off is often nearer to it.
    Int16Split(
      replacing: site, three: 3 + 0.004 * point[0], sixth: (1 + 0.003 * point[1]) / 6,
      productSteps: 1 + 0.5 * point[2], resultSteps: 1 + 0.5 * point[3])
  }
}
