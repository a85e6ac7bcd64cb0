internal import ModelFacts
internal import ModelFormat

/// Writes weights with a new scale into a draft, and the biases that depend on them.
struct WeightWriter {
  /// New data by its source, for tensors that share data.
  private var buffers: [Source: BufferIndex] = [:]
  private var biases = BiasWriter()

  private struct Source: Hashable {
    let buffer: BufferIndex
    let runs: ChannelRuns
    let scales: [Float]
    let isDepthwise: Bool
  }

  /// Sets the new weights of a layer, and the matching bias of each of its operators.
  ///
  /// If something else reads a tensor or a buffer, a copy is changed.
  ///
  /// - Throws: the reason why this is not possible; then nothing is changed.
  mutating func write(
    _ layer: WeightLayer, _ scaling: WeightScaling, in draft: inout Draft, subgraph: Int
  ) throws(Reason) {
    var newBiases: [[UInt8]?] = []
    // Operators that share weights often share a bias.
    var known: [TensorIndex: [UInt8]] = [:]
    for reader in layer.readers {
      guard let bias = reader.bias?.tensor else {
        newBiases.append(nil)
        continue
      }
      if let scaled = known[bias.index] {
        newBiases.append(scaled)
      } else {
        let scaled = try BiasScaling.scaled(bias, by: scaling.ratio)
        known[bias.index] = scaled
        newBiases.append(scaled)
      }
    }
    let weights =
      layer.isShared
      ? draft.subgraphs[subgraph].append(
        draft.subgraphs[subgraph].tensors[layer.weights.index.position])
      : layer.weights.index
    let source = Source(
      buffer: layer.weights.buffer, runs: layer.runs, scales: layer.scales,
      isDepthwise: layer.isDepthwise)
    if draft.data(of: layer.weights.buffer) != nil {
      let buffer = buffers[source] ?? draft.addBuffer(layer.converted(by: scaling))
      buffers[source] = buffer
      draft.subgraphs[subgraph].tensors[weights.position].buffer = buffer
    }
    draft.subgraphs[subgraph].tensors[weights.position].setOneScale(scaling.scale, zeroPoint: 0)

    for (reader, bytes) in zip(layer.readers, newBiases) {
      draft.setInput(reader.input, of: reader.op, to: weights, in: subgraph)
      guard let inputScale = reader.inputScale else {
        draft.setVersion(OperatorVersion.hybridPerTensor, of: reader.op, in: subgraph)
        continue
      }
      guard let bias = reader.bias, let bytes else { continue }
      biases.write(
        bytes, as: bias.tensor, BiasWriter.Use(op: reader.op, input: bias.input),
        scales: [inputScale * scaling.scale], in: &draft, subgraph: subgraph)
    }
  }
}

extension Draft {
  /// The data of a buffer; nil if it has none.
  func data(of buffer: BufferIndex) -> EditableData? {
    guard buffers.indices.contains(buffer.position) else { return nil }
    let table = buffers[buffer.position]
    if let data = table.data, data.count > 0 { return data }
    return table.outside
  }

  /// Replaces an input of an operator.
  mutating func setInput(_ input: Int, of op: Operator, to tensor: TensorIndex, in subgraph: Int) {
    subgraphs[subgraph].operators[op.index].inputs?[input] = tensor
  }

  /// Sets the version of an operator, unless `version` is nil.
  mutating func setVersion(
    _ version: (Operator) -> Int64?, of op: Operator, in subgraph: Int
  ) {
    guard let version = version(op), version != Int64(op.code.version) else { return }
    let code = code(op.builtin, version: version)
    subgraphs[subgraph].operators[op.index].opcodeIndex = UInt32(code)
  }

  /// True for a tensor that callers get.
  func isResult(_ tensor: TensorIndex, of subgraph: Int) -> Bool {
    subgraphs[subgraph].roles.isGivenBack(tensor)
  }
}

extension Editable where View == Tensor {
  /// Sets the scales of a tensor, one or one for each position along an axis; all zero points become 0.
  mutating func setScales(_ scales: [Float], axis: Int32) {
    guard scales.count != 1 else { return setOneScale(scales[0], zeroPoint: 0) }
    var table = self.quantization ?? Editable<QuantizationParameters>()
    table.scale = scales
    table.zeroPoint = [Int64](repeating: 0, count: scales.count)
    table.quantizedDimension = axis
    // If there was one range for all, that of each channel is unknown.
    if table.min?.count != scales.count { table.min = nil }
    if table.max?.count != scales.count { table.max = nil }
    self.quantization = table
  }

  /// Sets one scale and one zero point; the observed range stays, as one range.
  mutating func setOneScale(_ scale: Float, zeroPoint: Int64) {
    var table = self.quantization ?? Editable<QuantizationParameters>()
    table.scale = [scale]
    table.zeroPoint = [zeroPoint]
    table.quantizedDimension = 0
    if let least = table.min?.min() { table.min = [least] }
    if let greatest = table.max?.max() { table.max = [greatest] }
    self.quantization = table
  }
}
