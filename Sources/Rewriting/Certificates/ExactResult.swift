internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// What an operator on 8-bit codes computes, as real numbers, and how far the codes of any of LiteRT's
/// kernels may be from it.
///
/// For operators whose arithmetic is known up to its rounding, but not bit for bit.
struct ExactResult {
  /// Every real number that the result can be.
  let values: ClosedRange<Double>
  /// How the result becomes a code before it is clamped.
  private let rounding: Rounding

  private enum Rounding {
    /// Sums of products with these step sizes, with a multiplier for each size.
    case products(steps: [Double], sums: ClosedRange<Double>, more: Double)
    /// Sums or means over elements.
    case reduction(Reduction)
  }

  /// - Throws: why the operator's result is not known.
  init(of op: Operator, in graph: GraphIndex) throws(Reason) {
    switch op.builtin {
    case .leakyRelu: try self.init(leakyRelu: op, graph)
    case .prelu: try self.init(prelu: op, graph)
    case .batchMatmul: try self.init(batchMatmul: op, graph)
    case .mean, .sum: try self.init(reduction: op, graph)
    default: throw Reason("tflens does not model the kernels of \(op.builtin.name)")
    }
  }

  /// How far the code may be from the result, in output codes.
  ///
  /// - Throws: why this is unknown.
  func error(on output: Requantization) throws(Reason) -> Double {
    switch rounding {
    case .reduction(let reduction): return try reduction.error(on: output)
    case .products(let steps, let sums, let more):
      var worst = 0.0
      for step in steps {
        let factor = step / output.scale
        guard output.takes(factor, sums: sums) else { throw Self.factor(factor) }
        worst = max(worst, output.roundingError(factor))
      }
      return max(worst, more)
    }
  }

  static func factor(_ factor: Double) -> Reason {
    Reason("a sum may overflow its accumulator, or its multiplier is \(factor)")
  }

  // MARK: The operators

  /// x for x >= 0, and alpha x below.
  ///
  /// XNNPACK's multipliers have 8 fractional bits.
  ///
  /// - Source: LiteRT `kernels/activations.cc`, `LeakyReluPrepare`, and
  ///   `kernels/internal/reference/leaky_relu.h`; XNNPACK `src/microparams-init.c`,
  ///   `xnn_init_qs8_lrelu_scalar_params`.
  private init(leakyRelu op: Operator, _ graph: GraphIndex) throws(Reason) {
    let input = try Self.operand(0, of: op, graph)
    let alpha = op.number("alpha")
    guard alpha.isFinite else { throw Reason("alpha is \(alpha)") }
    let steps = input.steps
    let scale = Double(input.scale)
    let ends = [alpha * steps.lowerBound, steps.upperBound, 0].map { $0 * scale }
    let sizes = [scale, abs(alpha) * scale].filter { $0 > 0 }
    let eightBits = 0.5 + (max(-steps.lowerBound, steps.upperBound) + 2) / 512
    self.init(
      values: Self.hull(ends),
      rounding: .products(steps: sizes, sums: steps, more: eightBits + 0x1p-8))
  }

  /// x for x >= 0, and x times a slope below; a slope may be any code.
  ///
  /// - Source: LiteRT `kernels/activations.cc`, `PreluPrepare`, and
  ///   `kernels/internal/reference/prelu.h`; no delegate computes codes.
  private init(prelu op: Operator, _ graph: GraphIndex) throws(Reason) {
    let (input, slopes) = (try Self.operand(0, of: op, graph), try Self.operand(1, of: op, graph))
    let below = min(0, input.steps.lowerBound)...0
    let products = Self.products(below, slopes.steps)
    let scale = Double(input.scale)
    let both = scale * Double(slopes.scale)
    let ends = [
      products.lowerBound * both, products.upperBound * both, input.steps.upperBound * scale,
    ]
    self.init(
      values: Self.hull(ends + [0]),
      rounding: .products(
        steps: [scale, both],
        sums: Self.hull([products.lowerBound, products.upperBound, input.steps.upperBound]),
        more: 0))
  }

  /// Sums of products over the inner dimension of the matrices.
  ///
  /// - Source: LiteRT `kernels/batch_matmul.cc`, `InitializeTemporaries` and `Prepare`.
  private init(batchMatmul op: Operator, _ graph: GraphIndex) throws(Reason) {
    let (first, second) = (try Self.operand(0, of: op, graph), try Self.operand(1, of: op, graph))
    let shape = op.inputs.first.flatMap(graph.tensor)?.shape ?? []
    let axis = shape.count - (op.number("adj_x") == 0 ? 1 : 2)
    guard shape.count >= 2, shape[axis] > 0 else { throw Reason("its shape is unknown") }
    let (count, step) = (Double(shape[axis]), Double(first.scale) * Double(second.scale))
    let product = Self.products(first.steps, second.steps)
    let sums = (count * product.lowerBound)...(count * product.upperBound)
    self.init(
      values: (sums.lowerBound * step)...(sums.upperBound * step),
      rounding: .products(steps: [step], sums: sums, more: 0))
  }

  private init(reduction op: Operator, _ graph: GraphIndex) throws(Reason) {
    let input = try Self.operand(0, of: op, graph)
    let reduction = try Reduction(op, of: input, in: graph)
    self.init(values: reduction.values, rounding: .reduction(reduction))
  }

  private init(values: ClosedRange<Double>, rounding: Rounding) {
    (self.values, self.rounding) = (values, rounding)
  }

  // MARK: Operands

  /// An input of the type of the output, with one positive scale.
  private static func operand(
    _ position: Int, of op: Operator, _ graph: GraphIndex
  ) throws(Reason) -> Grid {
    guard op.inputs.indices.contains(position), let tensor = graph.tensor(op.inputs[position]),
      [.int8, .uint8].contains(tensor.type),
      tensor.type == op.outputs.first.flatMap(graph.tensor)?.type,
      let grid = QuantizedTensor(tensor).grid, grid.isOrdinary
    else {
      throw Reason("\(op.builtin.name) has no single scale for input \(position)")
    }
    return grid
  }

  private static func hull(_ values: [Double]) -> ClosedRange<Double> {
    (values.min() ?? 0)...(values.max() ?? 0)
  }

  private static func products(
    _ a: ClosedRange<Double>, _ b: ClosedRange<Double>
  ) -> ClosedRange<Double> {
    hull([a.lowerBound, a.upperBound].flatMap { [$0 * b.lowerBound, $0 * b.upperBound] })
  }
}

extension Grid {
  /// The distances of all codes from the zero point.
  var steps: ClosedRange<Double> {
    (Double(codes.lowest) - Double(zeroPoint))...(Double(codes.highest) - Double(zeroPoint))
  }
}

extension Operator {
  /// An option as a number; 0 if it is absent, which is the schema's default for these options.
  func number(_ name: String) -> Double {
    guard let options, let field = options.field(named: name), let value = options.value(field)
    else { return 0 }
    return switch value {
    case .float32(let number): Double(number)
    case .bool(let flag): flag ? 1 : 0
    default: 0
    }
  }
}
