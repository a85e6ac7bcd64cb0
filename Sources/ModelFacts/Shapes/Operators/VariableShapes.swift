internal import ModelFormat

/// Shapes of operators on hash tables and variables, which live outside the graph.
enum VariableShapes {
  static func find(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try requireResource(op)
    return op.all(op.input(1)?.dimensions)
  }

  static func size(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try requireResource(op)
    return op.all([1])
  }

  static func importValues(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try requireResource(op)
    if let keys = op.input(1)?.shape, let values = op.input(2)?.shape {
      try op.require(
        keys.agrees(with: values),
        "the keys have shape \(keys); it must equal the values', \(values)")
    }
    return op.unknown
  }

  /// The kernel keeps the output's shape from the file; without dimensions, it is the variable's.
  static func read(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try op.require(elements: 1, of: 0, "the resource id")
    return op.outputs.map { output in
      guard let output, output.rank > 0 else { return .unknown }
      return .stored(of: output)
    }
  }

  static func assign(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    try op.require(elements: 1, of: 0, "the resource id")
    return op.unknown
  }

  /// The kernel leaves the output as the file has it.
  static func handle(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    op.outputs.map { output -> TensorShape in output.map { .stored(of: $0) } ?? .unknown }
  }

  private static func requireResource(_ op: OperatorShapes) throws(ShapeFault) {
    let id = try op.dimensions(0, rank: 1, "the resource id")
    try op.requireEqual(id?[0], 1, "the number of resource ids", "one")
  }

  static func lshProjection(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let hash = try op.dimensions(0, rank: 2, "the hash")
    let input = try op.dimensions(1, rank: 1...Int.max)
    guard let hash else { return op.unknown }
    try op.require(hash[1].map { $0 <= 32 }, "a hash has \(hash[1] ?? 0) bits; 32 are allowed")
    try op.require(input?[0].map { $0 >= 1 }, "the input has no rows")
    if let weights = try op.dimensions(2, rank: 1, "the weights") {
      try op.requireEqual(weights[0], input?[0], "the number of weights", "the input's rows")
    }
    switch op.integer("type") {
    case 1: return op.all([hash[0]])
    case 2: return op.all([Dimension.multiply(hash[0], hash[1])])
    default: return op.unknown
    }
  }
}
