internal import ModelFormat

/// Shapes of operators that slice a tensor, or pad it.
enum SlicingShapes {
  static func slice(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    _ = try op.dimensions(1, rank: 1, "begin")
    _ = try op.dimensions(2, rank: 1, "size")
    try op.requireEqual(op.input(1)?[0], op.input(2)?[0], "the length of begin", "that of size")
    guard let input = op.input(0), let dimensions = input.dimensions else { return op.unknown }
    try op.requireEqual(
      op.input(1)?[0], dimensions.count, "the length of begin", "the input's rank")
    guard let begin = op.input(1)?.values, let size = op.input(2)?.values,
      begin.count >= dimensions.count, size.count == begin.count
    else { return op.all(dimensions.map { _ in nil }) }
    var result: [Int?] = []
    for axis in dimensions.indices {
      try op.require(
        size[axis] >= -1, "size \(axis) is \(size[axis]); it must be -1 or 0 at least")
      try op.require(
        begin[axis] >= 0, "begin \(axis) is \(begin[axis]); it must be 0 at least", .crashes)
      guard let whole = dimensions[axis] else {
        result.append(size[axis] == -1 ? nil : size[axis])
        continue
      }
      let length = size[axis] == -1 ? whole - begin[axis] : size[axis]
      try op.require(
        length >= 0 && begin[axis] &+ length <= whole,
        "elements \(begin[axis]) to \(begin[axis] &+ size[axis]) are not in dimension \(axis), which "
          + "has \(whole)")
      result.append(length)
    }
    let shape = TensorShape(result)
    // This is the only kernel that compares its result with the shape in the file.
    if let output = op.outputs.first ?? nil, output.rank > 0,
      output.shapeSignature?.contains(-1) != true
    {
      try op.require(
        shape.agrees(with: .stored(of: output)),
        "the slice has shape \(shape); the output is stored as \(TensorShape.stored(of: output)), and "
          + "must be equal")
    }
    return op.all(result)
  }

  static func stridedSlice(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    for (position, name) in ["begin", "end", "strides"].enumerated() {
      _ = try op.dimensions(position + 1, rank: 1, name)
    }
    try op.requireEqual(op.input(1)?[0], op.input(2)?[0], "the length of begin", "that of end")
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    guard let count = op.input(1)?[0] else { return op.unknown }
    return op.all(try StridedSlice(op, dimensions, count: count).shape())
  }

  static func pad(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let result = try padded(op, maxRank: 5)
    if op.inputs.count > 2 { try op.require(elements: 1, of: 2, "the padding value") }
    return result
  }

  static func mirrorPad(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let result = try padded(op, maxRank: Int.max)
    guard let dimensions = op.input(0)?.dimensions, let pads = op.input(1)?.values else {
      return result
    }
    // REFLECT leaves the edge out, SYMMETRIC repeats it.
    let offset = op.integer("mode") == 0 ? 1 : 0
    for axis in dimensions.indices where 2 * axis + 1 < pads.count {
      guard let size = dimensions[axis] else { continue }
      let most = size - offset
      try op.require(
        pads[2 * axis] <= most && pads[2 * axis + 1] <= most,
        "dimension \(axis), \(size), is mirrored over \(pads[2 * axis]) and \(pads[2 * axis + 1]); at "
          + "most \(most) is possible")
    }
    return result
  }

  private static func padded(_ op: OperatorShapes, maxRank: Int) throws(ShapeFault) -> [TensorShape]
  {
    let table = try op.dimensions(1, rank: 2, "the paddings")
    try op.requireEqual(table?[1], 2, "the columns of the paddings", "a start and an end")
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    try op.requireEqual(
      table?[0], dimensions.count, "the rows of the paddings", "the input's rank")
    try op.require(
      dimensions.count <= maxRank,
      "the input has rank \(dimensions.count); the kernel pads up to \(maxRank)")
    guard let pads = op.input(1)?.values, pads.count == 2 * dimensions.count else {
      return op.all(dimensions.map { _ in nil })
    }
    if let negative = pads.first(where: { $0 < 0 }) {
      throw ShapeFault("a padding is \(negative); it must be 0 at least")
    }
    return op.all(
      dimensions.enumerated().map { axis, size in
        Dimension.add(size, Dimension.add(pads[2 * axis], pads[2 * axis + 1]))
      })
  }

  static func tile(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    try op.requireEqual(
      op.input(1)?.shape.elementCount, dimensions.count, "the number of multiples",
      "the input's rank", .crashes)
    guard let multiples = op.input(1)?.values, multiples.count == dimensions.count else {
      return op.all(dimensions.map { _ in nil })
    }
    if let negative = multiples.first(where: { $0 < 0 }) {
      throw ShapeFault("a multiple is \(negative); it must be 0 at least")
    }
    return op.all(zip(dimensions, multiples).map { Dimension.multiply($0, $1) })
  }

  static func broadcastTo(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let length = try op.dimensions(1, rank: 1, "the shape")
    guard let input = op.input(0), let dimensions = input.dimensions else { return op.unknown }
    try op.require(
      length?[0].map { dimensions.count <= $0 },
      "the input has shape \(input.shape); it must broadcast to \(length?[0] ?? 0) dimensions")
    guard let shape = op.input(1)?.values else {
      return op.all(length?[0].map { [Int?](repeating: nil, count: min(max($0, 0), 64)) })
    }
    let skipped = shape.count - dimensions.count
    for axis in dimensions.indices {
      try op.require(
        dimensions[axis].map { $0 == 1 || $0 == shape[skipped + axis] },
        "the input has shape \(input.shape); it must broadcast to \(shape)")
    }
    return op.all(shape)
  }

  static func resize(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let length = try op.dimensions(1, rank: 1, "the size")
    guard let input = try op.dimensions(0, rank: 4) else { return op.unknown }
    try op.requireEqual(length?[0], 2, "the length of the size", "a height and a width")
    guard let size = op.input(1)?.values, size.count == 2 else {
      return op.all([input[0], nil, nil, input[3]])
    }
    if op.op.builtin == .resizeBilinear {
      try op.require(
        size.allSatisfy { $0 > 0 }, "the size is \(size[0]) x \(size[1]); both must be positive")
    } else if size.allSatisfy({ $0 > 0 }) {
      try op.require(
        input[1].map { $0 > 0 } == false || input[2].map { $0 > 0 } == false ? false : nil,
        "the input has shape \(TensorShape(input)); height and width must be positive", .crashes)
    }
    return op.all([input[0], size[0], size[1], input[3]])
  }
}
