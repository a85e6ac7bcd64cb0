public import ModelFacts
public import ModelFormat

/// Facts about one subgraph that rules need, each computed once.
public final class SubgraphFacts {
  /// The subgraph.
  public let subgraph: Subgraph
  /// The producer and the consumers of each tensor.
  public let graph: GraphIndex
  /// Every tensor with its quantization, in order.
  let allTensors: [QuantizedTensor]
  /// The matrix operators, in order.
  private(set) lazy var matrixOperators: [Producer] = makeMatrixOperators()
  /// The order in which operators need each other's results.
  private(set) lazy var order = GraphOrder(self)
  /// The facts of each HARD_SWISH, in order.
  public private(set) lazy var hardSwishes: [HardSwishFacts] = makeHardSwishes()

  /// Decomposed hard-swish, in order.
  public private(set) lazy var decomposed = DecomposedHardSwish.all(in: graph)

  /// Whether any tensor keeps its value from one run to the next.
  private(set) lazy var hasVariables = subgraph.tensors.contains(where: \.isVariable)

  /// The inputs and outputs of a run, each tensor once.
  private(set) lazy var inputs = ListedTensors(subgraph.inputs)
  private(set) lazy var outputs = ListedTensors(subgraph.outputs)

  private lazy var byKind: [BuiltinOperator: [Int]] = makeKinds()

  /// Which of the matrix operators are alike.
  private(set) lazy var alike = AlikeOperators(matrixOperators, allowance)
  private let allowance: SharedAllowance

  init(_ subgraph: Subgraph, _ allowance: SharedAllowance) {
    (self.subgraph, self.allowance) = (subgraph, allowance)
    graph = GraphIndex(subgraph)
    allTensors = subgraph.tensors.map(QuantizedTensor.init)
  }

  /// The tensor at an index, with its quantization; nil for an optional input that is left out.
  public func tensor(_ index: TensorIndex) -> QuantizedTensor? {
    index.isAbsent || index.position >= allTensors.count ? nil : allTensors[index.position]
  }

  /// The tensor at a position of a list of them; nil if the list is shorter or leaves it out.
  public func tensor(_ indices: TensorIndices, _ position: Int) -> QuantizedTensor? {
    position < indices.count ? tensor(indices[position]) : nil
  }

  /// The operators of the given kinds, in order.
  public func operators(_ kinds: BuiltinOperator...) -> [Operator] { operators(kinds) }

  /// The operators of the given kinds, in order.
  public func operators(_ kinds: some Sequence<BuiltinOperator>) -> [Operator] {
    kinds.flatMap { byKind[$0] ?? [] }.sorted().map { subgraph.operators[$0] }
  }

  /// The place of an operator, of a tensor that it touches, or of the subgraph.
  public func place(_ op: Operator? = nil, _ tensor: Tensor? = nil) -> FindingPlace {
    FindingPlace(subgraph: subgraph.index, op: op, tensor: tensor)
  }

  /// The subgraph for an argument of a command; nil if the model has only one.
  var argument: Int? { subgraph.model.subgraphs.count > 1 ? subgraph.index : nil }

  private func quantized(_ tensor: Tensor) -> QuantizedTensor { allTensors[tensor.index.position] }

  private func makeKinds() -> [BuiltinOperator: [Int]] {
    let codes = subgraph.model.operatorCodes.map(\.builtin)
    var kinds: [BuiltinOperator: [Int]] = [:]
    for op in subgraph.operators where Int(op.codeIndex) < codes.count {
      kinds[codes[Int(op.codeIndex)], default: []].append(op.index)
    }
    return kinds
  }

  private func makeMatrixOperators() -> [Producer] {
    operators(MatrixOperator.kinds).compactMap { op in
      MatrixOperator(op, in: graph).map { Producer($0, quantized: quantized) }
    }
  }

  private func makeHardSwishes() -> [HardSwishFacts] {
    operators(.hardSwish).map { op in
      HardSwishFacts(HardSwishSurvey.Entry(HardSwishSite(op, in: graph, quantized: quantized)))
    }
  }
}
