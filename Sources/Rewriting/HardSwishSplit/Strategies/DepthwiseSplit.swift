internal import ModelFacts
internal import ModelFormat
internal import QuantMath

extension SplitStrategy {
  /// A 1 by 1 DEPTHWISE_CONV_2D of weight 1/6 and bias 1/2, MUL by the input.
  public static let depthwise = Self(DepthwiseSplit.self)
}

/// The numbers of `depthwise`: a 1 by 1 DEPTHWISE_CONV_2D computes `gate = x · 1/6 + 1/2`, which
/// saturates at 0 and 1, and MUL `gate · x`.
///
/// Every channel has the same weight and the same bias.
struct DepthwiseSplit: SearchableSplit {
  static let name = "depthwise"
  static let summary = "DEPTHWISE_CONV_2D with weight 1/6, bias 1/2 and saturation, MUL by x"

  /// The input's quantization.
  let input: Grid
  /// The weight; its zero point is 0, so that the kernels for int8 and uint8 compute the same.
  let weight: QuantizedScalar
  /// The bias, in steps of `biasScale`.
  let bias: Int32
  /// The scale of the bias tensor: the input's times the weight's, in float32.
  let biasScale: Float
  /// The output of the convolution: 0...1.
  let gate: Grid
  /// The output's quantization, of MUL.
  let output: Grid

  /// The natural numbers: the weight is 1/6, the bias 1/2, and the gate uses all of its codes.
  ///
  /// - Overflow: a bias beyond ±2³⁰ is clamped, so that no accumulator wraps.
  init(replacing site: ReplacedHardSwish) {
    self.init(replacing: site, weight: 1.0 / 6, bias: 0.5, gateScale: Float(1.0 / 255))
  }

  init(replacing site: ReplacedHardSwish, weight: Double, bias: Double, gateScale: Float) {
    let codes = site.input.codes
    (input, output) = (site.input, site.output)
    self.weight = QuantizedScalar(symmetric: weight, codes)
    biasScale = site.input.scale * self.weight.grid.scale
    let limit: Int64 = 1 << 30
    self.bias = Int32(min(limit, max(-limit, roundHalfAway(bias / Double(biasScale)))))
    gate = Grid(scale: gateScale, zeroPoint: codes.lowest, codes: codes)
  }

  var words: String {
    "\(weight.words("1/6")), 1/2 stored as \(bias) x \(biasScale), x/6+1/2 \(gate.words)"
  }

  static func operators(on type: ElementType) -> [OperatorUse]? {
    guard type.isByte else { return nil }
    return [OperatorUse(.depthwiseConv2D, type, weights: type), OperatorUse(.mul, type)]
  }

  static func obstacle(at site: SplitSite, in draft: Draft) -> String? {
    if site.shape.isEmpty || site.shape.last.map({ $0 <= 0 }) == true {
      return "the number of its channels is unknown"
    }
    return site.shape.count != 4 && site.shape.count { $0 < 0 } > 1
      ? "it has several dynamic dimensions" : nil
  }

  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    guard
      let convolve = try selector.pointwise(
        input, weightScale: weight.grid.scale, biasScales: [biasScale], to: gate),
      let multiply = try selector.multiply(input, gate, to: output, shapes: .equal)
    else { return nil }
    let (weight, bias) = (weight.code, bias)
    return { multiply($0, convolve($0, weight, bias)) }
  }
}

// The operators.
extension DepthwiseSplit {
  func write(with writer: inout SplitWriter, in draft: inout Draft) {
    let site = writer.site
    let channels = site.shape.last.map { max($0, 0) } ?? 1
    let weights = NewTensor(
      "hard_swish/one_sixth_weight", on: weight.grid, shape: [1, 1, 1, channels],
      data: [UInt8](repeatElement(weight.code, count: Int(channels)), as: weight.grid.codes))
    var biases = NewTensor(
      "hard_swish/one_half_bias", .int32, shape: [channels],
      data: Array(littleEndian: repeatElement(bias, count: Int(channels))))
    (biases.scales, biases.zeroPoints) = ([biasScale], [0])
    let half = writer.add("x_over_6_plus_half", on: gate, in: &draft)

    let isFlat = site.shape.count != 4
    var (x, y) = (site.input, half)
    if isFlat {
      x = writer.flat("x_flat", on: input, channels, in: &draft)
      y = writer.flat("x_over_6_plus_half_flat", on: gate, channels, in: &draft)
      writer.reshape(site.input, x, to: [-1, 1, 1, channels], in: &draft)
    }
    let inputs = [
      x, draft.constant(weights, in: site.subgraph), draft.constant(biases, in: site.subgraph),
    ]
    writer.operators.append(
      NewOperator(
        .depthwiseConv2D, version: OperatorVersion.depthwise(site.type), inputs, [y],
        options: .pointwise))
    if isFlat { writer.reshape(y, half, to: site.shape, in: &draft) }
    writer.multiply(site.input, input, half, gate, site.output, output)
  }
}

extension SplitWriter {
  /// A tensor of rank 4 with the site's elements.
  fileprivate func flat(
    _ suffix: String, on grid: Grid, _ channels: Int32, in draft: inout Draft
  ) -> TensorIndex {
    draft.add(
      NewTensor("\(site.name)/\(suffix)", on: grid, shape: [site.rowCount, 1, 1, channels]),
      in: site.subgraph)
  }

  fileprivate mutating func reshape(
    _ x: TensorIndex, _ y: TensorIndex, to shape: [Int32], in draft: inout Draft
  ) {
    let size = draft.constant(
      NewTensor(
        "hard_swish/shape", .int32, shape: [Int32(shape.count)], data: Array(littleEndian: shape)),
      in: site.subgraph)
    var options = Editable<ReshapeOptions>()
    options.newShape = shape
    operators.append(NewOperator(.reshape, [x, size], [y], options: options))
  }
}

extension EditableTable {
  /// One weight for each element.
  fileprivate static var pointwise: Self {
    var options = Editable<DepthwiseConv2DOptions>()
    // VALID
    options.padding = 1
    options.strideW = 1
    options.strideH = 1
    options.depthMultiplier = 1
    return options.untyped
  }
}

// The search.
extension DepthwiseSplit {
  /// The free choices: the scale of the gate, the 1/2 and the 1/6.
  struct Space: SearchSpace {
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
}
