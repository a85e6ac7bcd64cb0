internal import QuantMath

/// What may be chosen of `relu6-folded`: the scale of the clipped sum, and the 3.
struct Relu6FoldedSpace: SearchSpace {
  let site: ReplacedHardSwish
  let choice: GateChoice

  init(_ site: ReplacedHardSwish) { (self.site, choice) = (site, GateChoice(site)) }

  var wideCount: Int { 10_000 }
  var wideDimensions: Int { 2 }
  var closeRadius: SearchPoint { SearchPoint(0.03, 0.2, 0, 0) }
  var hints: [SearchPoint] { choice.hints }

  func split(at point: SearchPoint) -> Relu6FoldedSplit {
    let codes = site.input.codes
    let scale = choice.scale(point[0])
    return Relu6FoldedSplit(
      replacing: site, three: QuantizedScalar(choice.three(point[1], scale: scale), filling: codes),
      clipped: Grid(scale: Float(scale), zeroPoint: codes.lowest, codes: codes))
  }
}
