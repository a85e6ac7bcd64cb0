internal import ModelFormat

/// Shapes of operators that only rearrange elements.
enum LayoutShapes {
  static func reshape(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let stated: [Int]
    if let shape = op.input(1), op.inputs.count == 2, shape.rank == 1, shape.type == .int32 {
      guard let values = shape.values else {
        return op.all(shape[0].map { [Int?](repeating: nil, count: min(max($0, 0), 64)) })
      }
      stated = values
    } else if op.inputs.count == 2, op.input(1)?.shape.rank == nil, op.input(1) != nil {
      return op.unknown
    } else {
      // A shape of one 0 in the options stands for a scalar.
      let shape = op.integers("new_shape")
      stated = shape == [0] ? [] : shape
    }
    return op.all(try resolve(stated, from: op.input(0)?.shape ?? .unknown))
  }

  /// A stated shape with the dimension that may be -1.
  ///
  /// Source: LiteRT `kernels/internal/reshape_utils.h`, `ResolveOutputShape`.
  private static func resolve(
    _ stated: [Int], from input: TensorShape
  ) throws(ShapeFault) -> [Int?] {
    let open = stated.indices.filter { stated[$0] == -1 }
    let shown = TensorShape(stated.map { $0 })
    guard open.count <= 1 else {
      throw ShapeFault("the new shape \(shown) has \(open.count) dimensions of -1; 1 is allowed")
    }
    if let negative = stated.first(where: { $0 < -1 }) {
      throw ShapeFault(
        "the new shape \(shown) has a dimension of \(negative); it must be -1 or 0 at least")
    }
    var result: [Int?] = stated
    let rest = TensorShape.product(stated.filter { $0 != -1 }.map { $0 }[...])
    guard let count = input.elementCount, let rest else {
      if let open = open.first { result[open] = nil }
      return result
    }
    if let open = open.first {
      try fits(rest > 0 && count % rest == 0 || rest == 0 && count == 0)
      result[open] = rest > 0 ? count / rest : 0
    } else {
      try fits(count == rest)
    }
    return result

    func fits(_ condition: Bool) throws(ShapeFault) {
      guard !condition else { return }
      throw ShapeFault(
        "the input has shape \(input), \(count) elements; the new shape \(shown) has "
          + (open.isEmpty ? "\(rest)" : "a multiple of \(rest)"))
    }
  }

  static func squeeze(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = try op.dimensions(0, rank: 0...8) else { return op.unknown }
    let named = op.integers("squeeze_dims")
    if named.isEmpty {
      // Which dimensions are removed depends on all of them.
      guard dimensions.allSatisfy({ $0 != nil }) else { return op.unknown }
      return op.all(dimensions.filter { $0 != 1 })
    }
    var dropped: Set<Int> = []
    for axis in named {
      let position = try op.axis(axis, rank: dimensions.count, "a dimension to squeeze")
      try op.require(
        dimensions[position].map { $0 == 1 },
        "dimension \(position) of \(TensorShape(dimensions)) is squeezed; it must be 1")
      dropped.insert(position)
    }
    return op.all(dimensions.enumerated().filter { !dropped.contains($0.offset) }.map(\.element))
  }

  static func expandDims(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try op.require(elements: 1, of: 1, "the axis")
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    guard let value = op.input(1)?.value else {
      return op.all([Int?](repeating: nil, count: dimensions.count + 1))
    }
    var result = dimensions
    result.insert(1, at: try op.axis(value, rank: dimensions.count + 1))
    return op.all(result)
  }

  static func transpose(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = try op.dimensions(0, rank: 0...8) else { return op.unknown }
    _ = try op.dimensions(1, rank: 1, "the permutation")
    try op.requireEqual(
      op.input(1)?[0], dimensions.count, "the length of the permutation", "the input's rank")
    guard let permutation = op.input(1)?.values, permutation.count == dimensions.count else {
      return op.all(dimensions.map { _ in nil })
    }
    var result: [Int?] = []
    for axis in permutation {
      result.append(dimensions[try op.axis(axis, rank: dimensions.count, "a permuted axis")])
    }
    return op.all(result)
  }

  static func spaceToDepth(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = try op.dimensions(0, rank: 4) else { return op.unknown }
    let block = op.integer("block_size")
    try op.require(block > 0, "the block size is \(block); it must be positive")
    for axis in 1...2 {
      try op.require(
        input[axis].map { $0 % block == 0 },
        "dimension \(axis) of the input \(TensorShape(input)) must be a multiple of the block size, "
          + "\(block)")
    }
    let side = Dimension.multiply(block, block)
    return op.all([
      input[0], input[1].map { $0 / block }, input[2].map { $0 / block },
      Dimension.multiply(input[3], side),
    ])
  }

  static func depthToSpace(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = try op.dimensions(0, rank: 4) else { return op.unknown }
    let block = op.integer("block_size")
    try op.require(block > 0, "the block size is \(block); it must be positive")
    guard let area = Dimension.multiply(block, block) else { return op.unknown }
    try op.require(
      input[3].map { $0 % area == 0 },
      "the input \(TensorShape(input)) must have a multiple of \(area) channels for the block size "
        + "\(block)")
    return op.all([
      input[0], Dimension.multiply(input[1], block), Dimension.multiply(input[2], block),
      input[3].map { $0 / area },
    ])
  }

  static func spaceToBatch(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let (input, block, edges) = try blocks(op, "the paddings") else { return op.unknown }
    var result = input
    for axis in block.indices {
      try op.require(block[axis] != 0, "the block shape has a 0; it must be positive", .crashes)
      let padded = Dimension.add(
        input[axis + 1], Dimension.add(edges[2 * axis], edges[2 * axis + 1]))
      try op.require(
        padded.map { $0 % block[axis] == 0 },
        "dimension \(axis + 1), \(padded ?? 0) with its padding, must be a multiple of its block, "
          + "\(block[axis])")
      result[axis + 1] = padded.map { $0 / block[axis] }
      result[0] = Dimension.multiply(result[0], block[axis])
    }
    return op.all(result)
  }

  static func batchToSpace(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let (input, block, crops) = try blocks(op, "the crops") else { return op.unknown }
    if let negative = crops.first(where: { $0 < 0 }) {
      throw ShapeFault("a crop is \(negative); it must be 0 at least")
    }
    var result = input
    for axis in block.indices {
      try op.require(block[axis] != 0, "the block shape has a 0; it must be positive", .crashes)
      try op.require(
        result[0].map { $0 % block[axis] == 0 },
        "the batch \(input[0] ?? 0) must be a multiple of the product of the block shape \(block)")
      result[0] = result[0].map { $0 / block[axis] }
      result[axis + 1] = Dimension.add(
        Dimension.multiply(input[axis + 1], block[axis]), -(crops[2 * axis] + crops[2 * axis + 1]))
    }
    return op.all(result)
  }

  /// The input with the constants that both operators have.
  private static func blocks(
    _ op: OperatorShapes, _ what: String
  ) throws(ShapeFault) -> (input: [Int?], block: [Int], edges: [Int])? {
    guard let input = try op.dimensions(0, rank: 3...4) else { return nil }
    let spatial = input.count - 2
    let block = try op.dimensions(1, rank: 1, "the block shape")
    try op.requireEqual(
      block?[0], spatial, "the length of the block shape", "the number of spatial dimensions")
    let edges = try op.dimensions(2, rank: 2, what)
    try op.requireEqual(
      edges?[0], spatial, "the rows of \(what)", "the number of spatial dimensions")
    try op.requireEqual(edges?[1], 2, "the columns of \(what)", "a start and an end")
    guard let sizes = op.input(1)?.values, let ends = op.input(2)?.values, sizes.count == spatial,
      ends.count == 2 * spatial, ends.allSatisfy({ abs($0) <= Int(Int32.max) })
    else { return nil }
    return (input, sizes, ends)
  }
}
