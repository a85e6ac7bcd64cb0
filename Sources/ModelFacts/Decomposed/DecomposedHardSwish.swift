public import ModelFormat

/// A hard-swish that a converter left decomposed into other operators.
///
/// Every form is a product of two functions of one tensor: a line through 0 and a
/// `relu6(x + 3)`, with the 1/6 before, in or after the product, or folded into the consumers; or a
/// sum of a line and such a product.
public struct DecomposedHardSwish: Sendable {
  /// The place of the 1/6, and with it the form of the function.
  public enum Form: String, Sendable, CaseIterable {
    case onInput = "x/6*relu6(x+3)"
    case onRelu6 = "x*(relu6(x+3)/6)"
    case insideClip = "x*clip(x/6+1/2,0,1)"
    case onProduct = "x*relu6(x+3)/6"
    /// The 1/6 is folded into the weights or the scale of the consumers of the product.
    case inConsumers = "x*relu6(x+3)"
    /// The form that an accelerator's converter writes for NNAPI.
    case onSum = "x/2+x/2*relu1(x/3)"
  }

  /// The subgraph's index in the model.
  public let subgraph: Int
  /// The operators that compute the function, in order.
  public let operators: [Int]
  /// Its form.
  public let form: Form
  /// The tensor `x`.
  public let input: TensorIndex
  /// The tensor that holds the function's value.
  public let output: TensorIndex
  /// What the last operator applies to the function's value: nothing, RELU or RELU6.
  public let activation: ActivationFunction

  /// All in a subgraph, in the order of their last operators.
  public static func all(in graph: GraphIndex) -> [DecomposedHardSwish] {
    graph.subgraph.operators.lazy.compactMap { op in
      switch op.builtin {
      case .mul: DecomposedHardSwish(product: op, in: graph)
      case .add, .sub: DecomposedHardSwish(sum: op, in: graph)
      default: nil
      }
    }
  }

  private init?(product: Operator, in graph: GraphIndex) {
    guard let output = product.outputs.first, let fused = Activation(product.fusedActivation),
      let match = GateMatch.ofProduct(product, in: graph, GateMatch.isRelu6)
    else { return nil }
    let factor = match.factor
    var operators = match.operators
    var (last, activation) = (output, fused)
    if Self.isOne(factor) {
      form = match.form
    } else if fused != .relu6, let scaling = Self.scaling(of: output, in: graph),
      let by = scaling.factor, Self.isOne(factor * by),
      let behind = Activation(scaling.op.fusedActivation)
    {
      form = .onProduct
      operators.append(scaling.op.index)
      last = scaling.output
      activation = max(fused, behind)
    } else if fused != .relu6, Self.isOne(factor / 6),
      Self.mayHoldFactor(graph.consumers(of: output), in: graph)
    {
      form = .inConsumers
    } else {
      return nil
    }
    subgraph = graph.subgraph.index
    (self.operators, input, self.output) = (operators, match.base, last)
    self.activation = activation.function
  }

  private init?(sum: Operator, in graph: GraphIndex) {
    guard let output = sum.outputs.first, let fused = Activation(sum.fusedActivation),
      let match = GateMatch.ofSum(sum, in: graph), Self.isOne(match.factor)
    else { return nil }
    (subgraph, form) = (graph.subgraph.index, .onSum)
    (operators, input, self.output) = (match.operators, match.base, output)
    activation = fused.function
  }

  /// An activation after the function, in its last operator; RELU6 is the narrower.
  private enum Activation: Int, Comparable {
    case none, relu, relu6

    init?(_ function: ActivationFunction) {
      switch function {
      case .none: self = .none
      case .relu: self = .relu
      case .relu6: self = .relu6
      default: return nil
      }
    }

    var function: ActivationFunction {
      switch self {
      case .none: .none
      case .relu: .relu
      case .relu6: .relu6
      }
    }

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// The operator that multiplies a tensor by a constant, if it is the only consumer.
  private static func scaling(of tensor: TensorIndex, in graph: GraphIndex) -> UnaryStep? {
    let readers = graph.consumers(of: tensor)
    guard readers.count == 1, let reader = readers.first else { return nil }
    return UnaryStep(reader, in: graph)
  }

  /// How many consumers of one product are searched; converters leave one or two.
  private static let mostReaders = 64

  /// True if a consumer of the product has weights or a constant that could hold the 1/6.
  private static func mayHoldFactor(_ readers: Consumers, in graph: GraphIndex) -> Bool {
    readers.prefix(mostReaders).contains { reader in
      MatrixOperator(reader, in: graph) != nil || reader.builtin == .mul || reader.builtin == .div
        || reader.builtin == .mean || reader.builtin == .averagePool2D || reader.builtin == .pad
        || reader.builtin.traits.onlyMovesData
    }
  }

  /// The tolerance covers a 1/6 that is quantized to 255 steps, and exporters that round it to 0.1667.
  private static func isOne(_ factor: Double) -> Bool { abs(factor - 1) <= 0.01 }
}
