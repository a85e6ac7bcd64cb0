public import ModelFormat

/// One HARD_SWISH of a model, with everything that decides whether one output scale is enough.
public struct HardSwishSite: Sendable {
  /// The subgraph that the operator is in.
  public let subgraph: Subgraph
  /// The HARD_SWISH itself.
  public let op: Operator
  /// What it reads; nil for an operator without an input.
  public let input: QuantizedTensor?
  /// What it writes; nil for an operator without an output.
  public let output: QuantizedTensor?
  /// The operator that computes its input's values, and the path from there.
  public let origin: ValueOrigin?
  /// The matrix operator that computes them; nil if another kind of operator, or none, does.
  public let producer: Producer?
  private let graph: GraphIndex

  /// The site of an operator that is a HARD_SWISH.
  ///
  /// - Parameter quantized: returns a tensor's quantization, if it is already known.
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
      origin.producer.flatMap { MatrixOperator($0, in: graph) }
        .map { Producer($0, through: origin.through, quantized: quantized) }
    }
    self.graph = graph
  }

  /// The operators that read the output, in order.
  public var consumers: Consumers {
    graph.consumers(of: output?.tensor.index ?? TensorIndex(rawValue: -1))
  }
}
