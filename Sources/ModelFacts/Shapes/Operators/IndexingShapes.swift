internal import ModelFormat

/// Shapes of operators that read or write by indices.
enum IndexingShapes {
  static func gather(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0)?.dimensions, let positions = op.input(1)?.dimensions else {
      return op.unknown
    }
    let axis = try op.axis(op.integer("axis"), rank: input.count)
    let stated = op.integer("batch_dims")
    let batch = stated < 0 ? stated + positions.count : stated
    try op.require(
      batch >= 0 && batch <= axis && batch < input.count && batch <= positions.count,
      "batch_dims is \(stated); it must be from 0 to the axis, \(axis), and to the indices' rank, "
        + "\(positions.count)")
    for dimension in 0..<batch {
      try op.requireEqual(
        input[dimension], positions[dimension], "batch dimension \(dimension) of the input",
        "that of the indices")
    }
    if let size = input[axis], let values = op.input(1)?.values {
      for value in values { try requirePosition(value, in: axis, of: size, op) }
    }
    var result: [Int?] = Array(input[..<axis])
    result += positions[batch...]
    result += input[(axis + 1)...]
    return op.all(result)
  }

  static func gatherND(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 1...Int.max)
    let indices = try op.dimensions(1, rank: 1...Int.max, "the indices")
    guard let input, let indices, let depth = indices[indices.count - 1] else { return op.unknown }
    try op.require(
      depth >= 0 && depth <= input.count,
      "the indices have \(depth) numbers each; the input's rank, \(input.count), is the most")
    if op.input(0)?.shape.elementCount == 0, let count = op.input(1)?.shape.elementCount {
      try op.require(count == 0, "the input has no elements; the indices need some")
    }
    try check(op.input(1)?.values, depth: depth, within: input, op)
    return op.all(indices.dropLast() + input[depth...])
  }

  /// Requires each number of each index to be a position in its dimension.
  private static func check(
    _ values: [Int]?, depth: Int, within shape: [Int?], _ op: OperatorShapes
  ) throws(ShapeFault) {
    guard let values, depth > 0 else { return }
    for (position, value) in values.enumerated() {
      let dimension = position % depth
      guard let size = shape[dimension] else { continue }
      try requirePosition(value, in: dimension, of: size, op)
    }
  }

  private static func requirePosition(
    _ value: Int, in dimension: Int, of size: Int, _ op: OperatorShapes
  ) throws(ShapeFault) {
    try op.require(
      value >= 0 && value < size,
      "index \(value) is not in dimension \(dimension), which has \(size) elements")
  }

  static func scatterND(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let shape = op.input(2)?.values else {
      return op.all(op.input(2)?[0].map { [Int?](repeating: nil, count: min(max($0, 0), 64)) })
    }
    let indices = try op.dimensions(0, rank: 1...Int.max, "the indices")
    let updates = try op.dimensions(1, rank: 1...Int.max, "the updates")
    _ = try op.dimensions(2, rank: 1, "the shape")
    guard let indices, let updates else { return op.all(shape) }
    let outer = indices.count - 1
    for dimension in 0..<outer {
      try op.require(
        dimension < updates.count,
        "the updates have rank \(updates.count); they must have \(outer) at least", .crashes)
      try op.requireEqual(
        indices[dimension], updates[dimension], "dimension \(dimension) of the indices",
        "that of the updates")
    }
    guard let depth = indices[outer], depth >= 0 else { return op.all(shape) }
    if depth <= shape.count {
      try check(op.input(0)?.values, depth: depth, within: shape.map { $0 }, op)
    }
    try op.requireEqual(
      updates.count - outer, shape.count - depth, "the rank of an update", "that of a slice")
    for dimension in outer..<updates.count {
      try op.requireEqual(
        updates[dimension], shape[depth + dimension - outer],
        "dimension \(dimension) of the updates",
        "that of the shape")
    }
    return op.all(shape)
  }

  static func dynamicUpdateSlice(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let starts = try op.dimensions(2, rank: 1, "the start indices")
    guard let operand = op.input(0), let dimensions = operand.dimensions else { return op.unknown }
    try op.requireEqual(
      starts?[0], dimensions.count, "the number of start indices", "the operand's rank")
    if let update = op.input(1), let sizes = update.dimensions {
      try op.requireEqual(sizes.count, dimensions.count, "the update's rank", "the operand's")
      for (size, whole) in zip(sizes, dimensions) {
        guard let size, let whole else { continue }
        try op.require(
          size <= whole,
          "the update has shape \(update.shape); it must fit the operand's \(operand.shape)")
      }
    }
    return op.all(dimensions)
  }

  static func reverse(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    _ = try op.dimensions(1, rank: 1, "the axes")
    guard let dimensions = try op.dimensions(0, rank: 0...8) else { return op.unknown }
    try op.require(
      op.input(1)?[0].map { $0 <= dimensions.count },
      "there are \(op.input(1)?[0] ?? 0) axes; the input's rank, \(dimensions.count), is the most")
    try op.require(op.input(1)?[0].map { $0 > 0 }, "there are no axes", .crashes)
    var axes: [Int] = []
    for axis in op.input(1)?.values ?? [] { axes.append(try op.axis(axis, rank: dimensions.count)) }
    axes.sort()
    try op.require(
      zip(axes, axes.dropFirst()).allSatisfy { $0 + 1 == $1 },
      "the axes \(axes) are not contiguous; they must be")
    // LiteRT 2.3.0, run: it crashes if there are rows to reverse and each of them is empty.
    if let last = axes.last {
      try op.require(
        dimensions[...last].contains(0) || !dimensions[(last + 1)...].contains(0),
        "the input \(TensorShape(dimensions)) has no elements after axis \(last)", .crashes)
    }
    return op.all(dimensions)
  }

  static func reverseSequence(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let lengths = try op.dimensions(1, rank: 1, "the lengths")
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    let (sequence, batch) = (op.integer("seq_dim"), op.integer("batch_dim"))
    for (name, value) in [("seq_dim", sequence), ("batch_dim", batch)] {
      try op.require(
        value >= 0 && value < dimensions.count,
        "\(name) is \(value); it must be below the input's rank, \(dimensions.count)")
    }
    try op.require(sequence != batch, "seq_dim and batch_dim are both \(batch); they must differ")
    try op.requireEqual(
      lengths?[0], dimensions[batch], "the number of lengths", "dimension \(batch) of the input")
    return op.all(dimensions)
  }

  static func oneHot(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    for (position, name) in [(1, "depth"), (2, "the on value"), (3, "the off value")] {
      try op.require(elements: 1, of: position, name)
    }
    guard let indices = op.input(0)?.dimensions else { return op.unknown }
    let stated = op.integer("axis")
    let axis = stated == -1 ? indices.count : stated
    try op.require(
      axis >= 0 && axis <= indices.count,
      "axis is \(stated); it must be from -1 to the indices' rank, \(indices.count)")
    let depth = op.input(1)?.value
    try op.require(depth.map { $0 >= 0 }, "depth is \(depth ?? 0); it must be 0 at least")
    var result = indices
    result.insert(depth, at: axis)
    return op.all(result)
  }

  static func matrixDiag(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = try op.dimensions(0, rank: 1...Int.max) else { return op.unknown }
    return op.all(dimensions + [dimensions[dimensions.count - 1]])
  }

  static func matrixSetDiag(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = try op.dimensions(0, rank: 2...Int.max) else { return op.unknown }
    let batches = TensorShape.product(dimensions.dropLast(2))
    let sides = dimensions.suffix(2).compactMap { $0 }
    if sides.count == 2, let wanted = Dimension.multiply(batches, sides.min()),
      let diagonal = op.input(1)?.shape, let found = diagonal.elementCount
    {
      try op.require(
        found >= wanted,
        "the diagonal has shape \(diagonal), \(found) elements; it must have \(wanted)",
        .miscomputes)
    }
    return op.all(dimensions)
  }

  static func sparseToDense(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let indices = try op.dimensions(0, rank: 0...2, "the indices")
    _ = try op.dimensions(1, rank: 1, "the shape")
    let values = try op.dimensions(2, rank: 0...1, "the values")
    try op.require(elements: 1, of: 3, "the default value")
    if let indices {
      let count = op.input(0)?.shape.elementCount
      if indices.count < 2 {
        if values?.isEmpty == false {
          try op.require(elements: count, of: 2, "the values")
        }
        try op.require(elements: 1, of: 1, "the shape")
      } else {
        try op.requireEqual(
          indices[1], op.input(1)?[0], "the numbers of an index", "the length of the shape")
        try op.require(indices[1].map { $0 <= 4 }, "an index has more than 4 numbers")
        if values?.isEmpty == false {
          try op.require(elements: indices[0], of: 2, "the values")
        }
      }
    }
    if let shape = op.input(1)?.values, let indices {
      let depth = indices.count < 2 ? 1 : indices[1]
      if let depth, depth <= shape.count {
        try check(op.input(0)?.values, depth: depth, within: shape.map { $0 }, op)
      }
    }
    if let shape = op.input(1)?.values, shape.contains(0), let indices, indices.first != 0 {
      throw ShapeFault("the shape is \(shape); an index needs elements")
    }
    return op.all(
      op.input(1)?.values?.map { $0 }
        ?? op.input(1)?[0].map { [Int?](repeating: nil, count: min(max($0, 0), 64)) })
  }
}
