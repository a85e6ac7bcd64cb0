internal import ModelFacts
internal import ModelFormat

/// What the reference kernel of an operator asks TFLite Micro's arena for when it is prepared.
struct MicroKernel {
  /// The buffers that it needs while it runs, in bytes, in the order in which it asks.
  private(set) var scratch: [Int] = []
  /// What it keeps, in bytes, in the order in which it asks.
  private(set) var persistent: [Int] = []
  /// False if a shape that it depends on is not known.
  private(set) var isKnown = true

  private let op: Operator
  private let subgraph: Subgraph
  private let sizes: TensorSizes
  private let structures: MicroStructures
  private let prepared: Int?

  /// The requests of an operator, named as in the schema.
  ///
  /// Source: TFLite Micro, `kernels/`, the function `Prepare` of each operator.
  init(
    _ op: Operator, named name: String, in subgraph: Subgraph, _ sizes: TensorSizes,
    _ structures: MicroStructures
  ) {
    self.op = op
    self.subgraph = subgraph
    self.sizes = sizes
    self.structures = structures
    prepared = structures.row(of: name)?.prepared?.byteCount
    prepare(name)
  }

  private mutating func prepare(_ name: String) {
    switch name {
    case "CONV_2D": prepareConvolution(channelAxis: 0)
    case "DEPTHWISE_CONV_2D": prepareConvolution(channelAxis: 3)
    case "FULLY_CONNECTED": prepareFullyConnected()
    case "TRANSPOSE_CONV": prepareTransposeConvolution()
    case "BATCH_MATMUL": prepareBatchMatmul()
    case "ADD_N":
      guard output?.type == .float32 || output?.type == .int8 else { break }
      if output?.type == .int8 { keepPrepared() }
      scratch.append(structures.build.pointerByteCount * op.inputs.count)
    case "MEAN", "SUM":
      if [.int8, .int16].contains(input(0)?.type) { ask(elements(of: output), 4) }
      ask(input(0).flatMap(shape)?.count, 4)
      ask(elements(of: input(1)), 4)
    case "REDUCE_MAX", "REDUCE_MIN", "REDUCE_ALL":
      ask(input(0).flatMap(shape)?.count, 4)
      ask(elements(of: input(1)), 4)
    case "MIRROR_PAD":
      for _ in 0..<2 { ask(input(0).flatMap(shape)?.count, 4) }
    case "SVDF": prepareSVDF()
    case "UNIDIRECTIONAL_SEQUENCE_LSTM": prepareLSTM()
    case "CUMSUM", "LOG_SOFTMAX":
      if input(0)?.type == .int8 { keepPrepared() }
    case "SOFTMAX":
      // Two tables of 513 int16 values. Source: `kernels/internal/common.h`, `LUTSize`.
      if input(0)?.type == .int16 { persistent += [2 * 513, 2 * 513] }
    case "EMBEDDING_LOOKUP":
      keepDimensions(of: output)
      keepPrepared()
    case "GATHER", "GATHER_ND", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE", "L2_POOL_2D":
      keepDimensions(of: output)
    default: break
    }
  }

  private mutating func prepareConvolution(channelAxis: Int) {
    keepMultipliers(channelAxis: channelAxis)
    unpackWeights()
  }

  /// A multiplier and a shift for each output channel.
  private mutating func keepMultipliers(channelAxis: Int) {
    let dimensions = input(1).flatMap(shape) ?? []
    guard dimensions.indices.contains(channelAxis) else { return isKnown = false }
    keep(dimensions[channelAxis], 4)
    keep(dimensions[channelAxis], 4)
  }

  /// Weights of 4 bits are unpacked to bytes.
  private mutating func unpackWeights() {
    if input(1)?.type == .int4 { ask(elements(of: input(1)), 1) }
  }

  private mutating func prepareFullyConnected() {
    unpackWeights()
    guard let scales = input(1)?.quantization?.storedScales.count, scales > 1 else { return }
    guard [.int8, .int16].contains(input(0)?.type), input(1)?.type != .int4 else { return }
    keep(scales, 4)
    keep(scales, 4)
  }

  private mutating func prepareTransposeConvolution() {
    // Input 0 is the shape of the output.
    keepMultipliers(channelAxis: 0)
    switch input(2)?.type {
    case .int8?: ask(elements(of: output), 4)
    case .int16?:
      ask(elements(of: output), 8)
      if let bias = input(3), bias.type == .int16 { ask(elements(of: bias), 8) }
    default: break
    }
  }

  private mutating func prepareBatchMatmul() {
    if [.int8, .int16].contains(input(0)?.type) { keepPrepared() }
    if isSet("adj_x") { keepTransposed(input(0)) }
    if !isSet("adj_y") { keepTransposed(input(1)) }
    keepDimensions(of: output)
  }

  private mutating func keepTransposed(_ tensor: Tensor?) {
    persistent.append(structures["TfLiteEvalTensor"].byteCount)
    keepDimensions(of: tensor)
    keep(elements(of: tensor), tensor?.type.bitCount.map { $0 / 8 } ?? 0)
  }

  private mutating func prepareSVDF() {
    guard let batch = input(0).flatMap(shape)?.first, let filters = input(1).flatMap(shape)?.first,
      let rank = number("rank"), rank > 0
    else { return isKnown = false }
    ask(batch.multipliedReportingOverflow(by: filters).partialValue, 4)
    if input(0)?.type == .int8 {
      ask(batch.multipliedReportingOverflow(by: filters / rank).partialValue, 4)
    }
  }

  private mutating func prepareLSTM() {
    // Input 18 is the output state, whose last dimension is that of the state; input 19 the cell state.
    guard let steps = input(0).flatMap(shape), steps.count == 3,
      let state = input(18).flatMap(shape)?.last,
      let bits = input(19)?.type.bitCount
    else { return isKnown = false }
    let batch = steps[isSet("time_major") ? 1 : 0]
    for _ in 0..<4 {
      ask(batch.multipliedReportingOverflow(by: state).partialValue, bits / 8)
    }
  }
}

extension MicroKernel {
  private var output: Tensor? { op.outputs.first.flatMap(tensor) }

  private func input(_ position: Int) -> Tensor? {
    position < op.inputs.count ? tensor(op.inputs[position]) : nil
  }

  private func tensor(_ index: TensorIndex) -> Tensor? {
    index.isAbsent ? nil : subgraph.tensors[index.position]
  }

  private func shape(_ tensor: Tensor) -> [Int]? {
    sizes.shape(of: tensor.index, subgraph: subgraph.index)
  }

  private func elements(of tensor: Tensor?) -> Int? {
    tensor.flatMap { sizes.elementCount(of: $0.index, subgraph: subgraph.index) }
  }

  private mutating func ask(_ count: Int?, _ byteCount: Int) {
    guard let bytes = Self.product(count, byteCount) else { return isKnown = false }
    scratch.append(bytes)
  }

  private mutating func keep(_ count: Int?, _ byteCount: Int) {
    guard let bytes = Self.product(count, byteCount) else { return isKnown = false }
    persistent.append(bytes)
  }

  private mutating func keepPrepared() {
    if let prepared { persistent.append(prepared) }
  }

  /// A copy of the dimensions, which the kernel changes, and their number before them.
  private mutating func keepDimensions(of tensor: Tensor?) {
    keep(tensor.flatMap(shape).map { $0.count + 1 }, 4)
  }

  private static func product(_ count: Int?, _ byteCount: Int) -> Int? {
    guard let count else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: byteCount)
    return overflow ? nil : product
  }

  private func number(_ option: String) -> Int? {
    guard let options = op.options, let field = options.field(named: option),
      case .integer(let value)? = options.value(field)
    else { return nil }
    return Int(value)
  }

  private func isSet(_ option: String) -> Bool {
    guard let options = op.options, let field = options.field(named: option),
      case .bool(true)? = options.value(field)
    else { return false }
    return true
  }
}
