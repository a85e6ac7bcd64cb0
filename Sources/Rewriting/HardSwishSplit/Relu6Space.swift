internal import QuantMath

/// What may be chosen of `relu6`: as in `relu6-folded`, and the scale of the gate and the 1/6.
struct Relu6Space: SearchSpace {
  let site: ReplacedHardSwish
  let choice: GateChoice

  init(_ site: ReplacedHardSwish) { (self.site, choice) = (site, GateChoice(site)) }

  var wideCount: Int { 10_000 }
  var wideDimensions: Int { 2 }
  var closeRadius: SearchPoint { SearchPoint(0.03, 0.2, 0.5, 0.5) }
  var hints: [SearchPoint] { choice.hints }

  func split(at point: SearchPoint) -> Relu6Split {
    let codes = site.input.codes
    let scale = choice.scale(point[0])
    return Relu6Split(
      replacing: site, three: QuantizedScalar(choice.three(point[1], scale: scale), filling: codes),
      clipped: Grid(scale: Float(scale), zeroPoint: codes.lowest, codes: codes),
      sixth: QuantizedScalar((1 + 0.02 * point[3]) / 6, filling: codes),
      gate: Grid(
        scale: Float(scale / 6 * (1 + 0.02 * point[2])), zeroPoint: codes.lowest, codes: codes))
  }
}
