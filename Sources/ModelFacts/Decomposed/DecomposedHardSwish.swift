public import ModelFormat

/// A hard-swish that a converter left spelled in other operators.
///
/// Every spelling is a product of two functions of one tensor: a line through 0 and a
/// `relu6(x + 3)`, with the 1/6 before, in or behind the product, or folded into what reads it.
public struct DecomposedHardSwish: Sendable {
  /// Where the 1/6 is, and so how the function is spelled.
  public enum Form: String, Sendable, CaseIterable {
    case onInput = "x/6*relu6(x+3)"
    case onRelu6 = "x*(relu6(x+3)/6)"
    case insideClip = "x*clip(x/6+1/2,0,1)"
    case onProduct = "x*relu6(x+3)/6"
    /// The 1/6 is folded into the weights or the scale of what reads the product.
    case inConsumers = "x*relu6(x+3)"
  }

  /// The subgraph's position in the model.
  public let subgraph: Int
  /// The operators that spell the function, in order.
  public let operators: [Int]
  /// How it is spelled.
  public let form: Form
  /// The tensor `x`.
  public let input: TensorIndex
  /// The tensor that holds the function's value.
  public let output: TensorIndex

  /// Every one in a subgraph, in the order of their products.
  public static func all(in graph: GraphIndex) -> [DecomposedHardSwish] {
    graph.subgraph.operators.lazy.filter { $0.builtin == .mul }.compactMap {
      DecomposedHardSwish(product: $0, in: graph)
    }
  }

  private init?(product: Operator, in graph: GraphIndex) {
    guard product.inputs.count == 2, let output = product.outputs.first,
      product.fusedActivation == .none
    else { return nil }
    let left = UnaryChain(to: product.inputs[0], in: graph)
    let right = UnaryChain(to: product.inputs[1], in: graph)
    guard
      let match = Self.match(line: left, clamp: right, in: graph)
        ?? Self.match(line: right, clamp: left, in: graph)
    else { return nil }

    // The product is this many times the hard-swish.
    let factor = 6 * match.proportion * match.relu6Factor
    var operators = (match.steps.map(\.op.index) + [product.index]).sorted()
    var last = output
    if Self.isOne(factor) {
      form = match.form
    } else if let scaling = Self.scaling(of: output, in: graph), let by = scaling.factor,
      Self.isOne(factor * by)
    {
      form = .onProduct
      operators.append(scaling.op.index)
      last = scaling.output
    } else if Self.isOne(factor / 6), Self.mayHoldFactor(graph.consumers(of: output), in: graph) {
      form = .inConsumers
    } else {
      return nil
    }
    subgraph = graph.subgraph.index
    self.operators = operators
    input = match.base
    self.output = last
  }

  private struct Match {
    let base: TensorIndex
    let proportion: Double
    let relu6Factor: Double
    let steps: [UnaryStep]
    let form: Form
  }

  private static func match(line: UnaryChain, clamp: UnaryChain, in graph: GraphIndex) -> Match? {
    for (base, lineSteps) in line.bases {
      guard let clampSteps = clamp.bases.first(where: { $0.tensor == base })?.stepCount,
        let proportion = line.line(stepCount: lineSteps, in: graph).proportion,
        let factor = clamp.line(stepCount: clampSteps, in: graph)
          .relu6Factor(
            reach: clamp.reach(stepCount: clampSteps, in: graph),
            inFloats: isFloat(base, clamp.steps.prefix(clampSteps), in: graph))
      else { continue }
      let path = clamp.steps.prefix(clampSteps)
      let form: Form =
        isOne(proportion)
        ? (isScaledFirst(path) ? .insideClip : .onRelu6) : .onInput
      return Match(
        base: base, proportion: proportion, relu6Factor: factor,
        steps: Array(line.steps.prefix(lineSteps)) + path, form: form)
    }
    return nil
  }

  /// True where no operator of the way works on codes.
  private static func isFloat(
    _ base: TensorIndex, _ steps: ArraySlice<UnaryStep>, in graph: GraphIndex
  ) -> Bool {
    ([base] + steps.map(\.output)).allSatisfy { graph.tensor($0)?.type.isFloat ?? false }
  }

  /// True when the input is scaled before 1/2 is added; steps run from the product backwards.
  private static func isScaledFirst(_ steps: ArraySlice<UnaryStep>) -> Bool {
    steps.last(where: { ![.quantize, .dequantize].contains($0.op.builtin) })?.factor != nil
  }

  /// The operator that multiplies a tensor by a constant, where it is the only reader.
  private static func scaling(of tensor: TensorIndex, in graph: GraphIndex) -> UnaryStep? {
    let readers = graph.consumers(of: tensor)
    guard readers.count == 1, let reader = readers.first else { return nil }
    return UnaryStep(reader, in: graph)
  }

  /// How many readers of one product are looked at; converters leave one or two.
  private static let mostReaders = 64

  /// True where something reads the product whose weights or constant could hold the 1/6.
  private static func mayHoldFactor(_ readers: Consumers, in graph: GraphIndex) -> Bool {
    readers.prefix(mostReaders).contains { reader in
      MatrixOperator(reader, in: graph) != nil || reader.builtin == .mul || reader.builtin == .div
        || reader.builtin == .mean || reader.builtin == .averagePool2D || reader.builtin == .pad
        || reader.builtin.onlyMovesData
    }
  }

  /// Within what a constant of 1/6 loses on a grid of 255, and exporters round to 0.1667.
  private static func isOne(_ factor: Double) -> Bool { abs(factor - 1) <= 0.01 }
}
