internal import ModelFacts
internal import ModelFormat

/// Per-channel int8 weights that can have one scale, and the operators that read them.
struct WeightLayer {
  let weights: Tensor
  let data: ByteRange
  let runs: ChannelRuns
  let scales: [Float]
  let readers: [Reader]
  /// True if other operators read the weights too, and must not change.
  let isShared: Bool

  /// True if only DEPTHWISE_CONV_2D reads the weights.
  var isDepthwise: Bool { readers.allSatisfy { $0.op.builtin == .depthwiseConv2D } }

  /// An operator that reads the weights.
  struct Reader {
    let op: Operator
    /// The position of the weights among its inputs.
    let input: Int
    /// The scale of its input; nil if it computes in floats.
    let inputScale: Float?
    /// Its integer bias, and the position among its inputs; nil if it has none.
    let bias: (tensor: Tensor, input: Int)?
  }

  /// The layer of per-channel weights, and the selected operators that read them.
  ///
  /// - Throws: the reason why they must be left unchanged.
  init(
    _ weights: Tensor, _ quantization: TensorQuantization, in graph: GraphIndex,
    readBy selection: OperatorSelection = .all
  ) throws(Reason) {
    guard weights.type == .int8 else { throw Reason("it is \(weights.type.name), not INT8") }
    guard !weights.isSparse else { throw Reason("it is stored sparsely") }
    guard let data = weights.data, !weights.isVariable else {
      throw Reason("its values are not in the file")
    }
    guard data.count == weights.elementCount,
      let runs = ChannelRuns(shape: weights.shape, axis: quantization.axis ?? 0)
    else { throw Reason("its \(data.count) bytes do not fit its shape") }
    if let zero = quantization.zeroPoints.enumerated().first(where: { $0.element != 0 }) {
      throw Reason("the zero point of channel \(zero.offset) is \(zero.element); it must be 0")
    }
    if let scale = quantization.scales.enumerated().first(where: { !$0.element.isUsable }) {
      throw Reason("the scale of channel \(scale.offset) is \(scale.element); it must be above 0")
    }
    var readers: [Reader] = []
    let consumers = graph.consumers(of: weights.index)
    let selected = consumers.filter { selection.includes($0.index, in: graph.subgraph.index) }
    isShared = selected.count < consumers.count
    for op in selected {
      readers.append(try Self.reader(op, of: weights, axis: quantization.axis ?? 0, in: graph))
    }
    (self.weights, self.data, self.runs, self.readers) = (weights, data, runs, readers)
    scales = quantization.scales.array
  }

  private static func reader(
    _ op: Operator, of weights: Tensor, axis: Int, in graph: GraphIndex
  ) throws(Reason) -> Reader {
    let name = op.label
    guard op.builtin.traits.isQuantizedLayer, let matrix = MatrixOperator(op, in: graph),
      matrix.weights?.index == weights.index, op.inputs.count(where: { $0 == weights.index }) == 1,
      let input = matrix.input, let place = op.inputs.firstIndex(of: weights.index)
    else {
      throw Reason("\(name) reads it, but not as weights of a convolution or FULLY_CONNECTED")
    }
    guard matrix.channelAxis == axis else {
      throw Reason(
        "its scales run along dimension \(axis); the channels of \(name) are dimension "
          + "\(matrix.channelAxis)")
    }
    if input.type == .float32 {
      // Measured with LiteRT 2.3.0: a float DEPTHWISE_CONV_2D reads a scale for each channel, past the end of
      // a list with one scale.
      guard [.conv2D, .fullyConnected].contains(op.builtin) else {
        throw Reason("\(name) computes in floats and needs per-channel scales")
      }
      return Reader(op: op, input: place, inputScale: nil, bias: nil)
    }
    guard input.type == .int8 || input.type == .int16 else {
      throw Reason("\(name) has a \(input.type.name) input; it must be INT8, INT16 or FLOAT32")
    }
    guard let scale = TensorQuantization(input)?.scale, scale.isUsable else {
      throw Reason("the input of \(name) has no scale")
    }
    return Reader(
      op: op, input: place, inputScale: scale,
      bias: try bias(of: matrix, count: Int(weights.shape[axis]), name))
  }

  private static func bias(
    of matrix: MatrixOperator, count: Int, _ name: String
  ) throws(Reason) -> (Tensor, Int)? {
    guard let bias = matrix.bias else { return nil }
    guard let input = matrix.op.inputs.firstIndex(of: bias.index) else { return nil }
    let size = bias.type == .int64 ? 8 : 4
    guard bias.type == .int32 || bias.type == .int64, !bias.isVariable,
      bias.data?.count == size * count
    else {
      throw Reason("the bias of \(name) is not a constant of \(count) integers")
    }
    return (bias, input)
  }
}

extension Float {
  /// True for a number that can be a scale.
  var isUsable: Bool { self > 0 && isFinite }
}
