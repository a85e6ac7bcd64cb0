internal import ModelFormat

/// Shapes of the LSTM operators.
///
/// Source: LiteRT `kernels/lstm.cc`, `kernels/unidirectional_sequence_lstm.cc` and
/// `kernels/bidirectional_sequence_lstm.cc`, `CheckInputTensorDimensions` and `Prepare`.
enum LongShortTermMemory {
  /// The positions of the operands of one direction; -1 for those that it does not have.
  private struct Layout {
    let inputWeights, recurrentWeights, peepholes, biases, projection, states, norms: Int
  }

  private static let single = Layout(
    inputWeights: 1, recurrentWeights: 5, peepholes: 9, biases: 12, projection: 16, states: 18,
    norms: 20)
  private static let forward = Layout(
    inputWeights: 1, recurrentWeights: 5, peepholes: 9, biases: 12, projection: 16, states: 35,
    norms: -1)
  private static let backward = Layout(
    inputWeights: 18, recurrentWeights: 22, peepholes: 26, biases: 29, projection: 33, states: 37,
    norms: -1)

  /// One step, or the older kernel with four gates in one matrix.
  static func lstm(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    if op.integer("kernel_type") == 1 { return try basic(op) }
    guard let input = op.input(0), let dimensions = input.dimensions else { return op.unknown }
    try op.require(
      dimensions.count > 1, "input 0 has shape \(input.shape); its rank must be 2 at least")
    let outputs = try check(op, single, batch: dimensions[0], depth: dimensions[1])
    return op.all([dimensions[0], outputs])
  }

  static func sequence(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = op.input(0), let dimensions = input.dimensions else { return op.unknown }
    try op.require(
      dimensions.count > 2, "input 0 has shape \(input.shape); its rank must be 3",
      dimensions.count > 1 ? .crashes : .rejects)
    let batch = dimensions[op.flag("time_major") ? 1 : 0]
    let outputs = try check(
      op, single, batch: batch, depth: dimensions[2], allowsDiagonal: true)
    return op.all(dimensions.dropLast() + [outputs])
  }

  static func bidirectional(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = try op.dimensions(0, rank: 3) else { return op.unknown }
    let batch = input[op.flag("time_major") ? 1 : 0]
    let first = try check(op, forward, batch: batch, depth: input[2])
    let second = try check(op, backward, batch: batch, depth: input[2])
    if op.flag("merge_outputs") {
      return op.all([input[0], input[1], Dimension.add(first, second)])
    }
    return [
      TensorShape([input[0], input[1], first]), TensorShape([input[0], input[1], second]),
    ]
  }

  /// The number of outputs, after checking that every operand fits.
  private static func check(
    _ op: OperatorShapes, _ layout: Layout, batch: Int?, depth: Int?, allowsDiagonal: Bool = false
  ) throws(ShapeFault) -> Int? {
    guard let gate = op.input(layout.inputWeights + 3),
      let inner = op.input(layout.recurrentWeights + 3)
    else { return nil }
    let cells = gate[0]
    let isDiagonal = allowsDiagonal && inner.rank == 1
    let outputs = isDiagonal ? inner[0] : inner[1]
    for position in 0..<4 {
      try matrix(op, layout.inputWeights + position, cells, depth, "input weights")
      try matrix(
        op, layout.recurrentWeights + position,
        allowsDiagonal && (1...2).contains(position) ? nil : cells,
        outputs,
        "recurrent weights", allowsDiagonal: allowsDiagonal)
      try vector(op, layout.biases + position, cells, "a bias")
    }
    for position in 0..<3 { try vector(op, layout.peepholes + position, cells, "a peephole") }
    try matrix(op, layout.projection, outputs, cells, "the projection")
    try vector(op, layout.projection + 1, outputs, "the bias of the projection")
    try op.require(
      elements: Dimension.multiply(batch, outputs), of: layout.states, "the output state")
    try op.require(
      elements: Dimension.multiply(batch, cells), of: layout.states + 1, "the cell state")
    if layout.norms >= 0 {
      for position in 0..<4 {
        try vector(op, layout.norms + position, cells, "the coefficients of a normalization")
      }
    }
    return outputs
  }

  private static func matrix(
    _ op: OperatorShapes, _ position: Int, _ rows: Int?, _ columns: Int?, _ what: String,
    allowsDiagonal: Bool = false
  ) throws(ShapeFault) {
    guard let operand = op.input(position) else { return }
    if allowsDiagonal, operand.rank == 1 {
      return try op.requireEqual(operand[0], rows, "the length of input \(position)", "the cells")
    }
    _ = try op.dimensions(position, rank: 2, "input \(position), \(what),")
    try op.requireEqual(
      operand[0], rows, "the rows of input \(position), \(what),", "the cells or outputs")
    try op.requireEqual(
      operand[1], columns, "the columns of input \(position), \(what),", "the depth")
  }

  private static func vector(
    _ op: OperatorShapes, _ position: Int, _ length: Int?, _ what: String
  ) throws(ShapeFault) {
    guard let dimensions = try op.dimensions(position, rank: 1, "input \(position), \(what),")
    else { return }
    try op.requireEqual(
      dimensions[0], length, "the length of input \(position), \(what),", "the cells or outputs")
  }

  private static func basic(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 2)
    let activation = try op.dimensions(1, rank: 2, "the activation before")
    let weights = try op.dimensions(2, rank: 2, "the weights")
    let bias = try op.dimensions(3, rank: 1, "the bias")
    let state = try op.dimensions(4, rank: 2, "the state before")
    guard let input, let activation, let state else { return op.unknown }
    try op.requireEqual(activation[0], input[0], "the batch of the activation", "the input's")
    let gates = Dimension.multiply(activation[1], 4)
    try op.requireEqual(
      weights?[0], gates, "the rows of the weights", "4 times the activation's depth")
    try op.requireEqual(
      weights?[1], Dimension.add(input[1], activation[1]), "the columns of the weights",
      "the depth of input and activation")
    try op.requireEqual(bias?[0], gates, "the length of the bias", "4 times the activation's depth")
    try op.requireEqual(state[0], input[0], "the batch of the state", "the input's")
    try op.requireEqual(state[1], activation[1], "the depth of the state", "the activation's")
    return op.outputs.indices.map { position in
      switch position {
      case 0: TensorShape(activation)
      case 1: TensorShape(state)
      case 2: TensorShape([input[0], Dimension.add(input[1], activation[1])])
      default: TensorShape([input[0], gates])
      }
    }
  }
}
