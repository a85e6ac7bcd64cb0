internal import ModelFormat

/// Shapes of StableHLO's operators, and of others that LiteRT took from it.
enum StablehloShapes {
  static func pad(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = try op.dimensions(0, rank: 1...8) else { return op.unknown }
    try op.require(elements: 1, of: 1, "the padding value")
    let low = op.integers("edge_padding_low")
    let high = op.integers("edge_padding_high")
    let inside = op.integers("interior_padding")
    guard [low, high, inside].allSatisfy({ $0.count == dimensions.count }),
      (low + high + inside).allSatisfy({ abs($0) <= Int(Int32.max) })
    else { return op.all(dimensions.map { _ in nil }) }
    var result: [Int?] = []
    for (axis, size) in dimensions.enumerated() {
      try op.require(
        inside[axis] >= 0, "an interior padding is \(inside[axis]); it must be 0 at least")
      let gaps = size.flatMap { Dimension.multiply(max($0 - 1, 0), inside[axis]) }
      result.append(Dimension.add(Dimension.add(size, gaps), low[axis] + high[axis]))
    }
    // If one dimension is empty, all become empty.
    let known = result.compactMap { $0 }
    guard known.contains(where: { $0 <= 0 }) else { return op.all(result) }
    return op.all(result.map { _ in 0 })
  }

  static func dilate(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = op.input(0)?.dimensions else { return op.unknown }
    try op.require(!dimensions.isEmpty, "the input is a scalar; it must have a dimension")
    try op.requireEqual(
      op.input(1)?.shape.elementCount, dimensions.count, "the number of dilations",
      "the input's rank", .crashes)
    _ = try op.dimensions(1, rank: 1, "the dilations")
    guard let dilations = op.input(1)?.values, dilations.count == dimensions.count else {
      return op.all(dimensions.map { _ in nil })
    }
    let dilated = zip(dimensions, dilations).map { size, dilation in
      Dimension.add(Dimension.multiply(Dimension.add(size, -1), dilation), 1)
    }
    // With a negative size LiteRT allocates nothing; else the kernel writes before the output.
    try op.require(
      dilations.allSatisfy { $0 >= 0 }, "the dilations are \(dilations); none may be negative",
      dilated.contains { $0.map { $0 < 0 } == true } ? .rejects : .miscomputes)
    return op.all(dilated)
  }

  static func reduceWindow(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    for (position, name) in [(2, "the window"), (3, "the strides"), (4, "the dilations")] {
      try op.require(op.input(position).map(\.isConstant), "\(name) must be constant")
    }
    guard let dimensions = try op.dimensions(0, rank: 1...6) else { return op.unknown }
    return op.all(
      windowed(
        dimensions, op.input(2)?.values, op.input(3)?.values, op.input(4)?.values))
  }

  static func stablehloReduceWindow(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let dimensions = try op.dimensions(0, rank: 1...6) else { return op.unknown }
    func attribute(_ name: String, default fallback: Int, count: Int) -> [Int]? {
      let values = op.integers(name)
      if values.isEmpty { return [Int](repeating: fallback, count: count) }
      return values.count == count ? values : nil
    }
    let rank = dimensions.count
    guard let window = attribute("window_dimensions", default: 0, count: rank),
      let strides = attribute("window_strides", default: 1, count: rank),
      let base = attribute("base_dilations", default: 1, count: rank),
      let dilations = attribute("window_dilations", default: 1, count: rank),
      let padding = attribute("padding", default: 0, count: 2 * rank),
      (base + padding + window + dilations).allSatisfy({ abs($0) <= Int(Int32.max) })
    else { return op.all(dimensions.map { _ in nil }) }
    try op.require(
      (window + strides + base + dilations).allSatisfy { $0 > 0 },
      "window, strides and dilations must be positive")
    let padded = dimensions.enumerated().map { axis, size -> Int? in
      let dilated = Dimension.add(Dimension.multiply(Dimension.add(size, -1), base[axis]), 1)
      return Dimension.add(dilated, padding[2 * axis] + padding[2 * axis + 1])
    }
    return op.all(windowed(padded, window, strides, dilations))
  }

  private static func windowed(
    _ dimensions: [Int?], _ window: [Int]?, _ strides: [Int]?, _ dilations: [Int]?
  ) -> [Int?] {
    guard let window, let strides, let dilations, window.count == dimensions.count,
      strides.count == dimensions.count, dilations.count == dimensions.count
    else { return dimensions.map { _ in nil } }
    return dimensions.enumerated().map { axis, size in
      guard let size, strides[axis] > 0,
        let extent = Dimension.add(Dimension.multiply(window[axis] - 1, dilations[axis]), 1)
      else { return nil }
      return size < extent ? 0 : (size - extent) / strides[axis] + 1
    }
  }

  static func scatter(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0)?.dimensions else { return op.unknown }
    if let updates = op.input(2)?.rank {
      try op.require(
        op.integers("update_window_dims").count <= updates,
        "there are more window dimensions than the updates' rank, \(updates)")
    }
    for name in ["inserted_window_dims", "scatter_dims_to_operand_dims"] {
      try op.require(
        op.integers(name).count <= input.count,
        "\(name) has more entries than the input's rank, \(input.count)")
    }
    if let indices = op.input(1)?.rank {
      try op.require(
        op.integer("index_vector_dim") <= indices,
        "index_vector_dim is past the indices' rank, \(indices)")
    }
    return op.all(input)
  }

  static func gather(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let operand = op.input(0)?.dimensions, let indices = op.input(1)?.dimensions,
      let output = op.outputs.first ?? nil
    else { return op.unknown }
    let sizes = op.integers("slice_sizes")
    let collapsed = op.integers("collapsed_slice_dims")
    let offsets = op.integers("offset_dims")
    let vector = op.integer("index_vector_dim")
    try op.requireEqual(
      sizes.count, operand.count, "the number of slice sizes", "the operand's rank")
    try op.require(collapsed.count <= sizes.count, "more slices are collapsed than there are")
    // The rank is that of the output in the file.
    try op.require(
      offsets.count <= output.rank,
      "there are \(offsets.count) offset dimensions; the output's rank is \(output.rank)")
    try op.require(
      vector <= indices.count,
      "index_vector_dim is \(vector); the indices' rank, \(indices.count), is the most")
    var kept = sizes.indices.filter { !collapsed.contains($0) }.map { sizes[$0] }.makeIterator()
    var position = 0
    var result: [Int?] = []
    for dimension in 0..<output.rank {
      if offsets.contains(dimension) {
        result.append(kept.next())
      } else {
        if position == vector { position += 1 }
        result.append(position < indices.count ? indices[position] : nil)
        position += 1
      }
    }
    return op.all(result)
  }

  /// The kernel leaves both outputs as the file has them.
  static func randomBits(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let state = try op.dimensions(0, rank: 1, "the state")
    let stored = op.outputs.map { output -> TensorShape in
      output.map { .stored(of: $0) } ?? .unknown
    }
    if let key = stored.first, let state {
      try op.require(
        key.agrees(with: TensorShape(state)),
        "output 0 has shape \(key); it must be the state's, \(TensorShape(state))")
    }
    return stored
  }

  /// One value.
  static func one(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] { op.all([1]) }
}
