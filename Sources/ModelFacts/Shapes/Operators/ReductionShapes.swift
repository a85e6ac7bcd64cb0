/// Shapes of operators that reduce dimensions.
enum ReductionShapes {
  static func reduce(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0), let dimensions = input.dimensions else { return op.unknown }
    let keepsRank = op.flag("keep_dims")
    guard let axes = op.input(1)?.values else {
      return op.all(keepsRank ? dimensions.map { _ in nil } : nil)
    }
    if dimensions.isEmpty { return op.all([]) }
    var reduced: Set<Int> = []
    for axis in axes { reduced.insert(try op.axis(axis, rank: dimensions.count)) }
    let result = dimensions.enumerated().compactMap { axis, dimension -> Int?? in
      reduced.contains(axis) ? (keepsRank ? .some(1) : nil) : .some(dimension)
    }
    return op.all(result)
  }

  static func argument(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try op.require(elements: 1, of: 1, "the axis")
    guard let dimensions = try op.dimensions(0, rank: 1...Int.max) else { return op.unknown }
    guard let value = op.input(1)?.value else {
      return op.all(dimensions.dropLast().map { _ in nil })
    }
    let axis = try op.axis(value, rank: dimensions.count)
    try op.require(
      dimensions[axis].map { $0 > 0 }, "dimension \(axis), the axis, is 0; it must be positive")
    return op.all(dimensions.enumerated().filter { $0.offset != axis }.map(\.element))
  }

  static func cumulativeSum(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try op.require(elements: 1, of: 1, "the axis")
    guard let dimensions = try op.dimensions(0, rank: 1...Int.max) else { return op.unknown }
    if let axis = op.input(1)?.value { _ = try op.axis(axis, rank: dimensions.count) }
    return op.all(dimensions)
  }

  static func topK(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try op.require(elements: 1, of: 1, "k")
    guard let dimensions = try op.dimensions(0, rank: 1...Int.max) else { return op.unknown }
    guard let k = op.input(1)?.value else { return op.all(dimensions.dropLast() + [nil]) }
    if let last = dimensions[dimensions.count - 1] {
      try op.require(k <= last, "k is \(k); it must be \(last), the last dimension, at most")
    }
    return op.all(dimensions.dropLast() + [max(0, k)])
  }
}
