internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// ADD 3 with a fused RELU6, MUL by the input; the 1/6 is left to the weights that follow.
  public static let relu6Folded = Self(Relu6FoldedSplit.self)
}

/// The numbers of `relu6-folded`: `clipped = relu6(x + 3)`, `clipped · x`, which is six times the
/// hard-swish.
struct Relu6FoldedSplit: SearchableSplit {
  static let name = "relu6-folded"
  static let summary = "ADD 3 with RELU6, MUL by x; the 1/6 is folded into the consumers' weights"
  static let factor = 6

  /// The input's quantization.
  let input: Grid
  /// The constant 3 of ADD.
  let three: QuantizedScalar
  /// The output of ADD with its fused RELU6: 0...6.
  let clipped: Grid
  /// The output of MUL: the codes of the hard-swish, with six times its scale.
  ///
  /// Its consumers multiply by 1/6, in the scales of their weights.
  let output: Grid

  /// The natural numbers: the constant and the intermediate use all of their codes.
  init(replacing site: ReplacedHardSwish) {
    let codes = site.input.codes
    self.init(
      replacing: site, three: QuantizedScalar(3, filling: codes), clipped: Grid(upTo: 6, codes))
  }

  init(replacing site: ReplacedHardSwish, three: QuantizedScalar, clipped: Grid) {
    (input, self.three, self.clipped) = (site.input, three, clipped)
    output = Grid(
      scale: Float(Self.factor) * site.output.scale, zeroPoint: site.output.zeroPoint,
      codes: site.output.codes)
  }

  var words: String {
    "\(three.words(3)), relu6(x+3) \(clipped.words); the 1/6 is folded into the consumers' weights"
  }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte else { return nil }
    return [OperatorUse(.add, type, fused: .relu6), OperatorUse(.mul, type)]
  }

  static func obstacle(at site: SplitSite, in draft: Draft) -> String? {
    draft.obstacleToFolding(Float(factor), intoReadersOf: site.output, in: site.subgraph)
  }

  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    guard let add = try selector.add(input, three.grid, to: clipped, .relu6, shapes: .oneElement),
      let multiply = try selector.multiply(input, clipped, to: output, shapes: .equal)
    else { return nil }
    let three = three.code
    return { multiply($0, add($0, three)) }
  }

  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let site = writer.site
    let sum = writer.add(SplitWriter.Name.clipped, on: clipped, in: &draft)
    writer.addThree(three, sum, in: &draft)
    writer.multiply(site.input, input, sum, clipped, site.output, output)
  }
}

// The search.
extension Relu6FoldedSplit {
  /// The free choices: the scale of the clipped sum, and the 3.
  struct Space: SearchSpace {
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
        replacing: site,
        three: QuantizedScalar(choice.three(point[1], scale: scale), filling: codes),
        clipped: Grid(scale: Float(scale), zeroPoint: codes.lowest, codes: codes))
    }
  }
}
