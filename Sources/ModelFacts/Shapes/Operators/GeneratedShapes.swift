internal import ModelFormat

/// Shapes of operators that generate tensors from numbers, or whose output shapes depend on values.
enum GeneratedShapes {
  /// The shape is the first input's values.
  static func stated(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let length = try op.dimensions(0, rank: 1, "the shape")
    guard let values = op.input(0)?.values else {
      return op.all(length?[0].map { [Int?](repeating: nil, count: min(max($0, 0), 64)) })
    }
    if let negative = values.first(where: { $0 < 0 }) {
      throw ShapeFault("the shape has a dimension of \(negative); it must be 0 at least")
    }
    return op.all(values)
  }

  static func fill(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let result = try stated(op)
    _ = try op.dimensions(1, rank: 0, "the value")
    return result
  }

  static func range(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    for (position, name) in ["start", "limit", "delta"].enumerated() {
      _ = try op.dimensions(position, rank: 0, name)
    }
    try op.require(op.input(2)?.value.map { $0 != 0 }, "delta is 0; it must not be")
    guard let start = op.input(0)?.value, let limit = op.input(1)?.value,
      let delta = op.input(2)?.value
    else { return op.all([nil]) }
    let (distance, overflow) = limit.subtractingReportingOverflow(start)
    guard !overflow, distance != .min, delta != .min else { return op.all([nil]) }
    try op.require(
      distance == 0 || (distance > 0) == (delta > 0),
      "delta \(delta) does not lead from \(start) to \(limit)")
    let step = abs(delta)
    return op.all([abs(distance) / step + (abs(distance) % step == 0 ? 0 : 1)])
  }

  static func shape(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    op.all([op.input(0)?.rank])
  }

  static func scalar(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] { op.all([]) }

  static func multinomial(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let logits = try op.dimensions(0, rank: 2, "the logits")
    try op.require(logits?[1].map { $0 > 0 }, "the logits have no classes")
    _ = try op.dimensions(1, rank: 0, "the number of samples")
    return op.all([op.input(0)?[0], op.input(1)?.value])
  }

  static func broadcastArguments(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let a = try op.dimensions(0, rank: 1)
    let b = try op.dimensions(1, rank: 1)
    guard let a = a?[0], let b = b?[0] else { return op.all([nil]) }
    if let first = op.input(0)?.values, let second = op.input(1)?.values {
      _ = try Broadcasting.shape(
        TensorShape(first.map { $0 }), TensorShape(second.map { $0 }))
    }
    return op.all([max(a, b)])
  }

  static func unique(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let dimensions = try op.dimensions(0, rank: 1)
    return [TensorShape([nil]), TensorShape(dimensions)]
  }

  static func `where`(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    _ = try op.dimensions(0, rank: 1...Int.max, "the condition")
    return op.all([nil, op.input(0)?.rank])
  }

  static func realFFT(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let dimensions = try op.dimensions(0, rank: 2...Int.max)
    let length = try op.dimensions(1, rank: 1, "the length")
    try op.requireEqual(length?[0], 2, "the number of lengths", "a height and a width")
    guard let dimensions else { return op.unknown }
    guard let sizes = op.input(1)?.values, sizes.count == 2 else {
      return op.all(dimensions.dropLast(2) + [nil, nil])
    }
    for size in sizes {
      try op.require(
        size > 0 && size & (size - 1) == 0, "an FFT length is \(size); it must be a power of 2")
    }
    return op.all(dimensions.dropLast(2) + [sizes[0], sizes[1] / 2 + 1])
  }

  static func nonMaxSuppression(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let boxes = try op.dimensions(0, rank: 2, "the boxes")
    try op.requireEqual(boxes?[1], 4, "the numbers of a box", "two corners")
    let scores = try op.dimensions(1, rank: 1, "the scores")
    try op.requireEqual(scores?[0], boxes?[0], "the number of scores", "that of the boxes")
    for position in 2..<6 where position < op.inputs.count {
      _ = try op.dimensions(position, rank: 0)
    }
    let most = op.input(2)?.value
    try op.require(most.map { $0 >= 0 }, "the output size is \(most ?? 0); it must be 0 at least")
    // The last output is how many were selected.
    return op.outputs.indices.map { position in
      position == (op.inputs.count == 6 ? 2 : 1) ? .scalar : TensorShape([most])
    }
  }

  static func segmentSum(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let data = try op.dimensions(0, rank: 1...Int.max) else { return op.unknown }
    let ids = try op.dimensions(1, rank: 1, "the segment ids")
    try op.requireEqual(ids?[0], data[0], "the number of segment ids", "the input's rows")
    guard let values = op.input(1)?.values else { return op.all([nil] + data.dropFirst()) }
    var last = 0
    for (position, id) in values.enumerated() {
      try op.require(
        position == 0 ? id == 0 : id == last || id == last + 1,
        "segment id \(position) is \(id); ids must begin with 0 and rise by 1 at most")
      last = id
    }
    return op.all([values.isEmpty ? 0 : last + 1] + data.dropFirst())
  }

  static func unsortedSegment(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let data = op.input(0)?.dimensions, let ids = op.input(1)?.dimensions else {
      return op.unknown
    }
    try op.require(
      ids.count <= data.count, "the ids have rank \(ids.count); the input has \(data.count)")
    for axis in ids.indices {
      try op.requireEqual(
        ids[axis], data[axis], "dimension \(axis) of the ids", "that of the input")
    }
    if let segments = op.input(2) {
      try op.require(
        segments.dimensions.map { $0.isEmpty || $0 == [1] || $0 == [nil] },
        "the number of segments has shape \(segments.shape); it must be one value")
    }
    let count = op.input(2)?.value
    try op.require(
      count.map { $0 >= 0 }, "the number of segments is \(count ?? 0); it must be 0 at least")
    if let count, let highest = op.input(1)?.values?.max() {
      try op.require(
        highest < count, "a segment id is \(highest); it must be below \(count), their number")
    }
    return op.all([count] + data[ids.count...])
  }
}
