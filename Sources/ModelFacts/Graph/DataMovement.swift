public import ModelFormat

extension BuiltinOperator {
  /// True for operators whose output holds values of their first input, moved but not changed.
  public var onlyMovesData: Bool {
    switch self {
    case .reshape, .squeeze, .expandDims, .transpose, .slice, .stridedSlice, .spaceToDepth,
      .depthToSpace:
      true
    default: false
    }
  }
}

extension BuiltinOperator {
  /// True for operators that neither move nor rescale: their output has the scale and zero point of
  /// their first input by the specification, whatever they do to the values.
  ///
  /// Source: LiteRT 8-bit quantization specification, "Operator specifications"
  /// (`restrict_same_input_output_scale`).
  fileprivate var keepsScale: Bool {
    switch self {
    case .averagePool2D, .maxPool2D, .pad, .mirrorPad, .resizeBilinear, .resizeNearestNeighbor,
      .gather, .gatherND, .tile, .broadcastTo, .reverseV2, .batchToSpaceND, .spaceToBatchND:
      true
    default: false
    }
  }
}

extension Operator {
  /// The tensor whose scale and zero point the output has too, because the operator hands codes on;
  /// nil for any other operator, and where the two differ all the same.
  fileprivate func handsOn(in graph: GraphIndex) -> TensorIndex? {
    guard let input = inputs.first, !input.isAbsent else { return nil }
    if builtin.onlyMovesData { return input }
    guard builtin.keepsScale, let output = outputs.first.flatMap(graph.tensor),
      let tensor = graph.tensor(input), !tensor.isConstant, tensor.type == output.type
    else { return nil }
    let (before, after) = (TensorQuantization(tensor), TensorQuantization(output))
    return before?.scale == after?.scale && before?.zeroPoint == after?.zeroPoint ? input : nil
  }
}

/// The way from a tensor back to the operator that computes its values.
public struct ValueOrigin: Sendable {
  /// The operator that computes the values; nil for an input of the graph or a constant, and where
  /// the way does not end.
  public let maker: Operator?
  /// The tensor that it writes.
  public let tensor: TensorIndex
  /// The operators on the way that only move data or keep its scale and zero point, as pools do, from
  /// the maker's side.
  public let through: [Operator]
  /// True where nothing but moving of data was found for `longest` operators: a cycle, most likely.
  public let isEndless: Bool

  /// No converter leaves as many as ten in a row.
  static let longest = 64

  /// Walks back from `tensor` through operators that only move data, and pools and their like whose
  /// input and output have one scale and zero point.
  public init(of tensor: TensorIndex, in graph: GraphIndex) {
    var tensor = tensor
    var through: [Operator] = []
    var maker = graph.producer(of: tensor)
    while let mover = maker, through.count < Self.longest, let input = mover.handsOn(in: graph) {
      through.append(mover)
      tensor = input
      maker = graph.producer(of: tensor)
    }
    isEndless = through.count == Self.longest
    self.maker = isEndless ? nil : maker
    self.tensor = tensor
    self.through = isEndless ? [] : through.reversed()
  }
}
