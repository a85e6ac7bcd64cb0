internal import QuantMath

/// What may be chosen of `int16`: the scales of the three intermediates, and the 3.
struct Int16Space: SearchSpace {
  let site: ReplacedHardSwish

  init(_ site: ReplacedHardSwish) { self.site = site }

  var wideCount: Int { 4_000 }
  var wideDimensions: Int { 4 }
  var closeRadius: SearchPoint { SearchPoint(0.2, 0.2, 0.2, 0.2) }
  var hints: [SearchPoint] { [] }

  func split(at point: SearchPoint) -> Int16Split {
    let step = site.output.scale / 128
    return Int16Split(
      replacing: site, three: 3 + 0.004 * point[3],
      clippedScale: Float(6.0 / 32767 * (1.5 + 0.502 * point[0])),
      productScale: 6 * step * Float(1 + 0.5 * point[1]),
      resultScale: step * Float(1 + 0.5 * point[2]))
  }
}
