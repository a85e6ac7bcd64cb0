public import ModelFormat

/// One HARD_SWISH of a model, with everything that decides whether one output scale serves it.
public struct HardSwishSite: Sendable {
  /// The subgraph that the operator is in.
  public let subgraph: Subgraph
  /// The HARD_SWISH itself.
  public let op: Operator
  /// What it reads; nil for an operator without an input.
  public let input: QuantizedTensor?
  /// What it writes; nil for an operator without an output.
  public let output: QuantizedTensor?
  /// Where its input's values are computed.
  public let origin: ValueOrigin?
  /// The matrix operator that computes them; nil where another kind of operator, or none, does.
  public let producer: Producer?
  private let graph: GraphIndex

  /// The site of an operator that is a HARD_SWISH.
  ///
  /// - Parameter quantized: gives a tensor's quantization, where it is known already.
  public init(
    _ op: Operator, in graph: GraphIndex,
    quantized: (Tensor) -> QuantizedTensor = QuantizedTensor.init
  ) {
    self.op = op
    subgraph = graph.subgraph
    input = op.inputs.first.flatMap(graph.tensor).map(quantized)
    output = op.outputs.first.flatMap(graph.tensor).map(quantized)
    origin = input.map { ValueOrigin(of: $0.tensor.index, in: graph) }
    producer = origin.flatMap { origin in
      origin.maker.flatMap { MatrixOperator($0, in: graph) }
        .map { Producer($0, through: origin.through, quantized: quantized) }
    }
    self.graph = graph
  }

  /// The operators that read the output, in order.
  public var consumers: Consumers {
    graph.consumers(of: output?.tensor.index ?? TensorIndex(rawValue: -1))
  }
}

/// A tensor and its quantization, once it is held to the shape.
///
/// A class, because rules hand it on often, and a copy of all that it holds costs more than a rule.
public final class QuantizedTensor: Sendable {
  /// The tensor.
  public let tensor: Tensor
  /// Its element type, read once.
  public let type: ElementType
  /// Whether the file holds its values, or says where to find them; looked up once.
  public let isConstant: Bool
  /// How its codes stand for real numbers; nil where they do not.
  public let quantization: TensorQuantization?

  /// A tensor with what its parameters say.
  public init(_ tensor: Tensor) {
    self.tensor = tensor
    type = tensor.type
    isConstant = tensor.isConstant
    quantization = TensorQuantization(tensor)
  }
}
