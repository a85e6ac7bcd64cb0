internal import ModelFormat

/// Shapes of operators that multiply matrices or look rows up.
enum MatrixShapes {
  static func fullyConnected(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let filter = try op.dimensions(1, rank: 2, "the weights") else { return op.unknown }
    guard let input = op.input(0), let dimensions = input.dimensions else {
      return op.flag("keep_num_dims") ? op.unknown : op.all([nil, filter[0]])
    }
    let (units, depth) = (filter[0], filter[1])
    let keepsRank = op.flag("keep_num_dims")
    if depth == 0 {
      try op.require(!keepsRank || !dimensions.isEmpty, "the input is a scalar", .crashes)
      let rows = TensorShape.product(dimensions.dropLast())
      return op.all(keepsRank ? dimensions.dropLast() + [units] : [rows, units])
    }
    if op.inputs.count > 2 { try op.require(elements: units, of: 2, "the bias") }
    if keepsRank {
      try op.require(!dimensions.isEmpty, "the input is a scalar", .crashes)
      try op.requireEqual(
        dimensions.last ?? nil, depth, "the last dimension of the input",
        "that of the weights")
      return op.all(dimensions.dropLast() + [units])
    }
    let count = TensorShape.product(dimensions[...])
    return op.all([count.flatMap { count in depth.map { count / $0 } }, units])
  }

  static func batchMatmul(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let left = try op.dimensions(0, rank: 2...5)
    let right = try op.dimensions(1, rank: 2...5)
    guard let left, let right else { return op.unknown }
    let outer: TensorShape
    do {
      outer = try Broadcasting.shape(
        TensorShape(Array(left.dropLast(2))), TensorShape(Array(right.dropLast(2))))
    } catch {
      throw ShapeFault(
        "the batch dimensions of \(TensorShape(left)) and \(TensorShape(right)) do not broadcast; "
          + "each must be equal or 1")
    }
    let (adjointLeft, adjointRight) = (op.flag("adj_x"), op.flag("adj_y"))
    let rows = left[left.count - (adjointLeft ? 1 : 2)]
    let columns = right[right.count - (adjointRight ? 2 : 1)]
    let inner = left[left.count - (adjointLeft ? 2 : 1)]
    let otherInner = right[right.count - (adjointRight ? 1 : 2)]
    try op.requireEqual(
      inner, otherInner, "the inner dimension of \(TensorShape(left))",
      "that of \(TensorShape(right))", .crashes)
    return op.all((outer.dimensions ?? []) + [rows, columns])
  }

  static func embeddingLookup(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let lookup = try op.dimensions(0, rank: 1, "the indices")
    let table = try op.dimensions(1, rank: 2...Int.max, "the table")
    guard let table else { return op.unknown }
    if let rows = table[0], rows > 0, let values = op.input(0)?.values {
      for value in values {
        try op.require(
          value >= 0 && value < rows, "index \(value) is not in the table of \(rows) rows")
      }
    }
    return op.all([lookup?[0]] + table.dropFirst())
  }

  static func embeddingLookupSparse(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let ids = try op.dimensions(0, rank: 1, "the ids")
    let indices = try op.dimensions(1, rank: 2, "the indices")
    _ = try op.dimensions(2, rank: 1, "the dense shape")
    let weights = try op.dimensions(3, rank: 1, "the weights")
    _ = try op.dimensions(4, rank: 2...Int.max, "the table")
    if let indices {
      try op.requireEqual(indices[0], ids?[0], "the number of indices", "that of the ids")
      try op.requireEqual(indices[0], weights?[0], "the number of indices", "that of the weights")
    }
    return op.unknown
  }

  static func hashtableLookup(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let lookup = try op.dimensions(0, rank: 1, "the lookup")
    let keys = try op.dimensions(1, rank: 1, "the keys")
    let values = try op.dimensions(2, rank: 1...Int.max, "the values")
    guard let values else { return op.unknown }
    try op.requireEqual(keys?[0], values[0], "the number of keys", "that of the values")
    let isText = op.input(2)?.type.name == "STRING"
    return [
      isText ? .unknown : TensorShape([lookup?[0]] + values.dropFirst()), TensorShape([lookup?[0]]),
    ]
  }
}
