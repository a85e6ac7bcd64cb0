internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// ADD 3 with a fused RELU6, MUL by 1/6, MUL by the input.
  public static let relu6 = Self(Relu6Split.self)
}

/// The numbers of `relu6`: `clipped = relu6(x + 3)`, `gate = clipped · 1/6`, `gate · x`.
struct Relu6Split: SearchableSplit {
  static let name = "relu6"
  static let summary = "ADD 3 with RELU6, MUL by 1/6, MUL by x; also for FLOAT32"

  /// The input's quantization.
  let input: Grid
  /// The constant 3 of ADD.
  let three: QuantizedScalar
  /// The output of ADD with its fused RELU6: 0...6.
  let clipped: Grid
  /// The constant 1/6 of the first MUL.
  let sixth: QuantizedScalar
  /// The output of the first MUL: 0...1.
  let gate: Grid
  /// The output's quantization, of the second MUL.
  let output: Grid

  /// The natural numbers: each constant and each intermediate uses all of its codes.
  init(replacing site: ReplacedHardSwish) {
    let codes = site.input.codes
    self.init(
      replacing: site, three: QuantizedScalar(3, filling: codes), clipped: Grid(upTo: 6, codes),
      sixth: QuantizedScalar(1.0 / 6, filling: codes), gate: Grid(upTo: 1, codes))
  }

  init(
    replacing site: ReplacedHardSwish, three: QuantizedScalar, clipped: Grid,
    sixth: QuantizedScalar, gate: Grid
  ) {
    (input, output) = (site.input, site.output)
    (self.three, self.clipped, self.sixth, self.gate) = (three, clipped, sixth, gate)
  }

  var words: String {
    "\(three.words(3)), relu6(x+3) \(clipped.words), \(sixth.words("1/6")), relu6(x+3)/6 "
      + gate.words
  }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte || type == .float32 else { return nil }
    return [
      OperatorUse(.add, type, fused: .relu6), OperatorUse(.mul, type), OperatorUse(.mul, type),
    ]
  }

  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    guard let add = try selector.add(input, three.grid, to: clipped, .relu6, shapes: .oneElement),
      let scale = try selector.multiply(clipped, sixth.grid, to: gate, shapes: .oneElement),
      let multiply = try selector.multiply(input, gate, to: output, shapes: .equal)
    else { return nil }
    let (three, sixth) = (three.code, sixth.code)
    return { multiply($0, scale(add($0, three), sixth)) }
  }

  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let site = writer.site
    let sum = writer.add(SplitWriter.Name.clipped, on: clipped, in: &draft)
    let product = writer.add(SplitWriter.Name.gate, on: gate, in: &draft)
    writer.addThree(three, sum, in: &draft)
    let factor = writer.constant(SplitWriter.Name.sixth, sixth, in: &draft)
    writer.multiply(sum, clipped, factor, sixth.grid, product, gate)
    writer.multiply(site.input, input, product, gate, site.output, output)
  }
}

// The search.
extension Relu6Split {
  /// The free choices: those of `relu6-folded`, the scale of the gate, and the 1/6.
  struct Space: SearchSpace {
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
        replacing: site,
        three: QuantizedScalar(choice.three(point[1], scale: scale), filling: codes),
        clipped: Grid(scale: Float(scale), zeroPoint: codes.lowest, codes: codes),
        sixth: QuantizedScalar((1 + 0.02 * point[3]) / 6, filling: codes),
        gate: Grid(
          scale: Float(scale / 6 * (1 + 0.02 * point[2])), zeroPoint: codes.lowest, codes: codes))
    }
  }
}

extension Relu6Split {
  static var onFloats: (any SplitOperators)? { OnFloats() }

  /// The same operators on FLOAT32, where the constants are 3 and 1/6.
  struct OnFloats: SplitOperators {
    var words: String { "in FLOAT32" }

    func write(with writer: inout SplitWriter, in draft: inout Draft) {
      let site = writer.site
      let clipped = writer.addFloat(SplitWriter.Name.clipped, in: &draft)
      let gate = writer.addFloat(SplitWriter.Name.gate, in: &draft)
      let three = writer.constant(SplitWriter.Name.three, 3, in: &draft)
      let sixth = writer.constant(SplitWriter.Name.sixth, 1 / 6, in: &draft)
      writer.operators = [
        NewOperator(.add, [site.input, three], [clipped], options: .add(.relu6, .float32)),
        NewOperator(.mul, [clipped, sixth], [gate], options: .multiply),
        NewOperator(.mul, [site.input, gate], [site.output], options: .multiply),
      ]
    }
  }
}
