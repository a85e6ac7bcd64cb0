public import ModelFormat

/// The shapes of a subgraph's tensors in a run.
public struct SubgraphShapes: Sendable {
  private let subgraph: Subgraph
  private var shapes: [TensorShape]
  private var values: [Int: [Int]] = [:]
  // Constants are read once, for all consumers.
  private var isRead: Set<Int> = []
  private var written: Set<Int> = []

  /// The shapes before the first operator: those of the file, and those given for the inputs.
  init(_ subgraph: Subgraph, given: [TensorShape]) {
    self.subgraph = subgraph
    shapes = subgraph.tensors.map { .stored(of: $0) }
    for (input, shape) in zip(subgraph.inputs, given) where !input.isAbsent {
      shapes[input.position] = shape
    }
  }

  /// The shape of a tensor; unknown for one that is left out.
  public subscript(tensor: TensorIndex) -> TensorShape {
    tensor.isAbsent || tensor.position >= shapes.count ? .unknown : shapes[tensor.position]
  }

  /// The shapes of all tensors, by position.
  public var all: [TensorShape] { shapes }

  /// What a rule needs to know about an operator.
  mutating func request(_ op: Operator, options type: String?) -> OperatorShapes {
    let options = type.flatMap { type in
      op.options.flatMap { $0.typeName == type ? $0 : nil }
    }
    return OperatorShapes(
      op: op, inputs: op.inputs.map { operand($0) },
      outputs: op.outputs.map { $0.isAbsent ? nil : subgraph.tensors[$0.position] },
      options: options)
  }

  private mutating func operand(_ index: TensorIndex) -> ShapeOperand? {
    guard !index.isAbsent, index.position < shapes.count else { return nil }
    let position = index.position
    let tensor = subgraph.tensors[position]
    let isConstant = !written.contains(position) && tensor.isConstant
    if isConstant, isRead.insert(position).inserted {
      values[position] = KnownValues.constant(tensor)
    }
    return ShapeOperand(
      shape: shapes[position], type: tensor.type,
      values: shapes[position].elementCount == 0 ? [] : values[position],
      isConstant: isConstant, isQuantized: tensor.quantization?.storedScales.isEmpty == false,
      isVariable: tensor.isVariable)
  }

  /// Records the results of an operator.
  mutating func set(_ op: Operator, _ results: [TensorShape], values known: [Int]?) {
    for (position, output) in op.outputs.enumerated() where !output.isAbsent {
      shapes[output.position] = position < results.count ? results[position] : .unknown
      values[output.position] = position == 0 ? known : nil
      written.insert(output.position)
    }
  }

  /// Marks the results of an operator as unknown.
  mutating func forget(_ op: Operator) { set(op, [], values: nil) }

  /// What the shapes of two runs of the same subgraph have in common.
  func shared(with other: Self) -> Self {
    var result = self
    for position in shapes.indices where shapes[position] != other.shapes[position] {
      guard let a = shapes[position].dimensions, let b = other.shapes[position].dimensions,
        a.count == b.count
      else {
        result.shapes[position] = .unknown
        continue
      }
      result.shapes[position] = TensorShape(zip(a, b).map { $0 == $1 ? $0 : nil })
    }
    return result
  }
}
