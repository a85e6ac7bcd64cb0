internal import ModelFormat

/// Shapes of recurrent operators, whose matrices and vectors must fit each other.
enum RecurrentShapes {
  static func svdf(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0), let features = op.input(1), let time = op.input(2) else {
      return op.unknown
    }
    for (position, least) in [(0, 2), (1, 2), (2, 2), (3, 1)] {
      _ = try op.dimensions(position, rank: least...Int.max)
    }
    let rank = op.integer("rank")
    guard rank > 0 else {
      throw ShapeFault("rank is \(rank); it must be positive")
    }
    try op.require(
      features[0].map { $0 % rank == 0 },
      "there are \(features[0] ?? 0) filters; they must be a multiple of the rank, \(rank)")
    let units = features[0].map { $0 / rank }
    try op.requireEqual(input[1], features[1], "the depth of the input", "that of the weights")
    try op.requireEqual(time[0], features[0], "the filters in time", "those of the features")
    if let bias = op.input(3) { try op.requireEqual(bias[0], units, "the bias", "the units") }
    _ = try op.dimensions(4, rank: 2, "the state")
    try op.requireEqual(op.input(4)?[0], input[0], "the batch of the state", "the input's")
    try op.requireEqual(
      op.input(4)?[1], Dimension.multiply(time[1], features[0]), "the width of the state",
      "memory times filters")
    return op.all([input[0], units])
  }

  static func rnn(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0), let weights = op.input(1) else { return op.unknown }
    _ = try op.dimensions(0, rank: 2...Int.max)
    try cell(op, depth: input[1], at: 1, batch: input[0])
    return op.all([input[0], weights[0]])
  }

  static func sequenceRNN(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 3)
    for (position, rank) in [(1, 2), (2, 2), (3, 1)] { _ = try op.dimensions(position, rank: rank) }
    guard let input, let weights = op.input(1) else { return op.unknown }
    try cell(op, depth: input[2], at: 1, batch: input[op.flag("time_major") ? 1 : 0])
    return op.all([input[0], input[1], weights[0]])
  }

  static func bidirectionalRNN(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 3)
    guard let input, let forward = op.input(1), let backward = op.input(5) else {
      return op.unknown
    }
    let batch = input[op.flag("time_major") ? 1 : 0]
    // The kernel looks at the rows of one matrix and at the columns of the other.
    try cell(op, depth: input[2], at: 1, batch: batch, columns: false)
    try cell(op, depth: input[2], at: 5, batch: batch, rows: false)
    if op.flag("merge_outputs") {
      return op.all([input[0], input[1], Dimension.add(forward[0], backward[0])])
    }
    return [
      TensorShape([input[0], input[1], forward[0]]),
      TensorShape([input[0], input[1], backward[0]]),
    ]
  }

  /// Weights, recurrent weights, bias and state of a simple cell, from a position on.
  private static func cell(
    _ op: OperatorShapes, depth: Int?, at first: Int, batch: Int?, rows: Bool = true,
    columns: Bool = true
  ) throws(ShapeFault) {
    _ = try op.dimensions(first, rank: 2...Int.max, "the weights")
    _ = try op.dimensions(
      first + 1, rank: (columns ? 2 : 1)...Int.max, "the recurrent weights")
    _ = try op.dimensions(first + 2, rank: 1...Int.max, "the bias")
    guard let weights = op.input(first), let recurrent = op.input(first + 1),
      let bias = op.input(first + 2)
    else { return }
    try op.requireEqual(depth, weights[1], "the depth of the input", "that of the weights")
    try op.requireEqual(weights[0], bias[0], "the units of the weights", "those of the bias")
    try op.requireEqual(
      rows ? recurrent[0] : nil, bias[0], "the rows of the recurrent weights",
      "the units of the bias")
    try op.requireEqual(
      columns ? recurrent[1] : nil, bias[0], "the columns of the recurrent weights",
      "the units of the bias")
    _ = try op.dimensions(first + 3, rank: 2, "the state")
    try op.requireEqual(op.input(first + 3)?[0], batch, "the batch of the state", "the input's")
    try op.requireEqual(
      op.input(first + 3)?[1], weights[0], "the width of the state", "the units")
  }
}
