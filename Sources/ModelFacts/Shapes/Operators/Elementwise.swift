internal import ModelFormat

/// Shapes of operators that work on each element by itself.
enum ElementwiseShapes {
  /// The shape of the first input.
  static func unary(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    op.all(op.input(0)?.dimensions)
  }

  /// LOG_SOFTMAX sums along the last dimension.
  ///
  /// For a scalar, the built-in kernel reads the number in front of the dimensions.
  static func logSoftmax(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    try op.require(
      !dimensions.isEmpty,
      "the input has no dimensions; the kernel adds up along the last one", .miscomputes)
    try op.require(
      (dimensions.last ?? 1).map { $0 > 0 },
      "the input has shape \(TensorShape(dimensions)); its last dimension must be positive",
      .crashes)
    return op.all(dimensions)
  }

  /// The shape of the first input, which must have at least one dimension.
  static func alongLastAxis(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    op.all(try op.dimensions(0, rank: 1...Int.max))
  }

  /// A softmax divides by the last dimension.
  static func softmax(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    _ = try alongLastAxis(op)
    return try logSoftmax(op)
  }

  /// The shape of the first input, which must be a batch of images.
  static func image(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    op.all(try op.dimensions(0, rank: 4))
  }

  /// With more dimensions than this, shapes that differ crash the process.
  ///
  /// Source: LiteRT `kernels/internal/reference/broadcast_loop.h`, `kMaxRank`.
  private static let mostBroadcast = 8

  /// The shape to which both inputs broadcast.
  ///
  /// For the types in `folding`, the kernel first merges dimensions that broadcast alike, so the limit of its
  /// loop does not apply to the original rank.
  static func broadcast(folding: Set<ElementType> = []) -> ShapeRule {
    { (op) throws(ShapeFault) in
      guard let a = op.input(0), let b = op.input(1)?.shape else { return op.unknown }
      let shape = try Broadcasting.shape(a.shape, b)
      if let rank = shape.rank, rank > mostBroadcast, !a.shape.agrees(with: b),
        !folding.contains(a.type)
      {
        throw ShapeFault(
          "shapes \(a.shape) and \(b) broadcast to rank \(rank); the kernel broadcasts up to rank "
            + "\(mostBroadcast)", .crashes)
      }
      return op.all(shape.dimensions)
    }
  }

  /// The alpha of a PRELU broadcasts to the input, not the other way.
  static func prelu(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let result = try broadcast(folding: [.float32])(op)
    guard let input = op.input(0)?.shape, let output = result.first else { return result }
    try op.require(
      input.agrees(with: output),
      "alpha broadcasts the input's shape \(input) to \(output); it must leave the shape as it is")
    return result
  }

  /// Every input must have the same shape.
  static func sameShapes(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let first = op.input(0)?.shape else { return op.unknown }
    for (position, other) in op.inputs.enumerated().dropFirst() {
      guard let other = other?.shape else { continue }
      try op.require(
        first.agrees(with: other),
        "input \(position) has shape \(other); it must equal that of input 0, \(first)")
    }
    return op.all(first.dimensions)
  }

  /// ATAN2 compares ranks only.
  static func sameRanks(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let a = op.input(0), let b = op.input(1) else { return op.unknown }
    try op.requireEqual(a.rank, b.rank, "the rank of input 0", "that of input 1")
    if let count = a.shape.elementCount, let other = b.shape.elementCount {
      try op.require(
        other >= count,
        "input 1 has shape \(b.shape); it must have the \(count) elements of input 0", .miscomputes)
    }
    return op.all(a.dimensions)
  }

  /// SELECT chooses between tensors of one shape, by element or by row.
  static func select(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let condition = op.input(0), let x = op.input(1)?.shape, let y = op.input(2)?.shape
    else { return op.unknown }
    if let single = singleElement(op) { return single }
    if condition.shape.agrees(with: x), x.agrees(with: y) { return op.all(x.dimensions) }
    let isByRow = condition.rank.map { rank in
      rank == 0 || (rank == 1 && (condition[0] == nil || x[0] == nil || condition[0] == x[0]))
    }
    try op.require(
      isByRow,
      "the condition has shape \(condition.shape); it must be a scalar, one value for each row of "
        + "\(x), or have that shape")
    try op.require(
      x.agrees(with: y), "input 2 has shape \(y); it must equal that of input 1, \(x)")
    return op.all(x.dimensions)
  }

  /// The kernel reads one element of the second input for each of the first.
  static func shiftLeft(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let a = op.input(0)?.shape, let b = op.input(1)?.shape else { return op.unknown }
    if let count = a.elementCount, let other = b.elementCount {
      try op.require(
        other >= count, "input 1 has shape \(b); it must have the \(count) elements of input 0",
        .miscomputes)
    }
    return op.all(a.dimensions)
  }

  /// SELECT_V2 broadcasts all three.
  static func selectV2(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    if let single = singleElement(op) { return single }
    let shapes = op.inputs.compactMap { $0?.shape }
    let shape = try Broadcasting.shape(shapes)
    if let rank = shape.rank, rank > 8, shapes.contains(where: { !$0.agrees(with: shape) }) {
      throw ShapeFault("the inputs broadcast to rank \(rank); the kernel broadcasts up to rank 8")
    }
    return op.all(shape.dimensions)
  }

  /// If all inputs have one element, the kernel keeps the output's shape from the file.
  private static func singleElement(_ op: OperatorShapes) -> [TensorShape]? {
    guard let output = op.outputs.first ?? nil, output.elementCount == 1,
      op.inputs.allSatisfy({ $0?.shape.elementCount == 1 })
    else { return nil }
    return [.stored(of: output)]
  }

  /// The last dimension is added or removed if the element sizes differ.
  static func bitcast(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0), let dimensions = input.dimensions,
      let from = input.type.bitCount, let to = (op.outputs.first ?? nil)?.type.bitCount,
      from >= 8, to >= 8
    else { return op.unknown }
    if from > to { return op.all(dimensions + [from / to]) }
    guard from < to else { return op.all(dimensions) }
    try op.require(
      !dimensions.isEmpty, "the input is a scalar; its last dimension must be \(to / from)",
      .crashes)
    try op.requireEqual(
      dimensions.last ?? nil, to / from, "the last dimension of the input",
      "the elements of the input that make one of the output")
    return op.all(dimensions.dropLast())
  }
}
