internal import QuantMath

/// What may be chosen of `depthwise`: the scale of the gate, the 1/2 and the 1/6.
struct DepthwiseSpace: SearchSpace {
  let site: ReplacedHardSwish
  let choice: GateChoice

  init(_ site: ReplacedHardSwish) { (self.site, choice) = (site, GateChoice(site)) }

  var wideCount: Int { 10_000 }
  var wideDimensions: Int { 2 }
  var closeRadius: SearchPoint { SearchPoint(0.03, 0.2, 0.5, 0) }
  var hints: [SearchPoint] { choice.hints }

  func split(at point: SearchPoint) -> DepthwiseSplit {
    let scale = choice.scale(point[0])
    return DepthwiseSplit(
      replacing: site, weight: (1 + 0.02 * point[2]) / 6,
      bias: choice.three(point[1], scale: scale) / 6, gateScale: Float(scale / 6))
  }
}
