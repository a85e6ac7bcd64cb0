/// Shapes of operators that join tensors, or split one.
enum JoiningShapes {
  static func concatenation(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let first = op.input(0), let dimensions = first.dimensions else { return op.unknown }
    if dimensions.isEmpty {
      // Known scalars become a vector.
      try op.require(
        op.integer("axis") == 0
          && op.inputs.allSatisfy { $0?.values != nil || $0?.isConstant == true },
        "the inputs are scalars; only constants can be joined along axis 0")
      for (position, input) in op.inputs.enumerated() {
        try op.requireEqual(input?.rank, 0, "the rank of input \(position)", "that of input 0")
      }
      return op.all([op.inputs.count])
    }
    let axis = try op.axis(op.integer("axis"), rank: dimensions.count)
    var result = dimensions
    for (position, input) in op.inputs.enumerated().dropFirst() {
      guard let input else { continue }
      guard let other = input.dimensions else {
        result[axis] = nil
        continue
      }
      try op.requireEqual(
        other.count, dimensions.count, "the rank of input \(position)", "that of input 0")
      for dimension in dimensions.indices where dimension != axis {
        if let a = result[dimension], let b = other[dimension], a != b {
          throw ShapeFault(
            "input \(position) has shape \(input.shape) and input 0 \(first.shape); they may differ "
              + "along axis \(axis) only")
        }
        result[dimension] = result[dimension] ?? other[dimension]
      }
      result[axis] = Dimension.add(result[axis], other[axis])
    }
    return op.all(result)
  }

  static func pack(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let count = op.integer("values_count")
    try op.requireEqual(op.inputs.count, count, "the number of inputs", "values_count")
    guard let first = op.input(0)?.shape, let dimensions = first.dimensions else {
      return op.unknown
    }
    let axis = try op.axis(op.integer("axis"), rank: dimensions.count + 1)
    _ = try ElementwiseShapes.sameShapes(op)
    var result = dimensions
    result.insert(count, at: axis)
    return op.all(result)
  }

  static func unpack(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    try op.require(
      TensorShape(dimensions).elementCount.map { $0 > 0 }, "the input has no elements")
    let axis = try op.axis(op.integer("axis"), rank: dimensions.count)
    let count = op.integer("num")
    try op.requireEqual(op.outputs.count, count, "the number of outputs", "num")
    try op.requireEqual(count, dimensions[axis], "num", "dimension \(axis) of the input")
    return op.all(dimensions.enumerated().filter { $0.offset != axis }.map(\.element))
  }

  static func split(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard var dimensions = try op.dimensions(1, rank: 1...Int.max, "the input") else {
      return op.unknown
    }
    let count = op.integer("num_splits")
    try op.requireEqual(op.outputs.count, count, "the number of outputs", "num_splits")
    guard let value = op.input(0)?.value, count != 0 else {
      return op.all(dimensions.map { _ in nil })
    }
    let axis = try op.axis(value, rank: dimensions.count)
    if let size = dimensions[axis] {
      try op.require(
        size % count == 0, "dimension \(axis) is \(size); it must be a multiple of \(count) splits")
    }
    dimensions[axis] = dimensions[axis].map { $0 / count }
    return op.all(dimensions)
  }

  static func splitV(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let sizes = try op.dimensions(1, rank: 1, "the sizes")
    guard let dimensions = try op.dimensions(0, rank: 1...Int.max, "the input") else {
      return op.unknown
    }
    try op.requireEqual(
      op.outputs.count, op.integer("num_splits"), "the number of outputs", "num_splits")
    try op.requireEqual(
      op.outputs.count, sizes?[0], "the number of outputs", "that of the sizes", .crashes)
    guard let value = op.input(2)?.value, var sizes = op.input(1)?.values,
      sizes.count == op.outputs.count
    else { return op.all(dimensions.map { _ in nil }) }
    let open = sizes.indices.filter { sizes[$0] == -1 }
    try op.require(open.count <= 1, "\(open.count) sizes are -1; 1 is allowed")
    let axis = try op.axis(value, rank: dimensions.count)
    let sum = sizes.filter { $0 != -1 }.reduce(into: 0) { $0 &+= $1 }
    if let size = dimensions[axis] {
      if let open = open.first {
        try op.require(sum <= size, "the sizes add up to \(sum); dimension \(axis) is \(size)")
        sizes[open] = size - sum
      } else {
        try op.requireEqual(sum, size, "the sum of the sizes", "dimension \(axis) of the input")
      }
    }
    let stays = dimensions[axis] != nil
    return sizes.map { size in
      var result = dimensions
      result[axis] = size == -1 && !stays ? nil : size
      return TensorShape(result)
    }
  }
}
