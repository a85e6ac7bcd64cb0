internal import ModelFacts
internal import ModelFormat

/// Float inputs and outputs of a graph, and the codes that could replace them.
struct FloatEnds {
  /// A model input or output that is replaced by the quantized tensor next to it.
  struct Stripped {
    /// The QUANTIZE or DEQUANTIZE between the two.
    let op: Int
    let float: TensorIndex
    let codes: TensorIndex
    /// The change in words.
    let detail: String
  }

  private let graph: GraphIndex
  private let inputs: Set<TensorIndex>
  private let outputs: Set<TensorIndex>
  /// Codes that have become an input or output.
  private var taken: Set<TensorIndex> = []

  /// - Parameters `inputs` and `outputs`: what callers name, by the graph's own lists or by
  ///   signatures.
  init(_ graph: GraphIndex, inputs: Set<TensorIndex>, outputs: Set<TensorIndex>) {
    (self.graph, self.inputs, self.outputs) = (graph, inputs, outputs)
  }

  /// True if an input or output is float.
  var hasAny: Bool { !floats(on: .inputs).isEmpty || !floats(on: .outputs).isEmpty }

  /// The float inputs or outputs of the graph, each once, with the first position in the list.
  func floats(on side: GraphEnd) -> [(position: Int, tensor: TensorIndex)] {
    var seen: Set<TensorIndex> = []
    let list = side == .inputs ? graph.subgraph.inputs : graph.subgraph.outputs
    return list.enumerated().compactMap { position, tensor in
      guard graph.tensor(tensor)?.type == .float32, seen.insert(tensor).inserted else { return nil }
      return (position, tensor)
    }
  }

  /// The codes that can replace a float.
  ///
  /// - Throws: the reason why none can.
  mutating func strip(
    _ float: TensorIndex, on side: GraphEnd, where isSelected: (Int) -> Bool = { _ in true }
  ) throws(Reason) -> Stripped {
    let op = side == .inputs ? try reader(of: float) : try producer(of: float)
    guard isSelected(op.index) else {
      throw Reason("\(op.label) is not selected")
    }
    guard op.inputs.count == 1, op.outputs.count == 1 else {
      throw Reason(
        "\(op.label) has \(op.inputs.count) inputs and "
          + "\(op.outputs.count) outputs; it must have one of each")
    }
    let index = side == .inputs ? op.outputs[0] : op.inputs[0]
    guard let codes = graph.tensor(index), let old = graph.tensor(float) else {
      throw Reason("\(op.label) has a missing tensor")
    }
    let grid = try grid(of: codes)
    guard !inputs.contains(index), !outputs.contains(index), taken.insert(index).inserted else {
      throw Reason("\(graph.subgraph.label(of: index)) is already an input or output")
    }
    guard !old.isVariable, !codes.isVariable, !codes.isConstant else {
      throw Reason(
        "\(graph.subgraph.label(of: old.isVariable ? float : index)) keeps its value between runs")
    }
    guard old.shape == codes.shape else {
      throw Reason(
        "it has the shape \(old.shape), but \(graph.subgraph.label(of: index)) has \(codes.shape)")
    }
    return Stripped(
      op: op.index, float: float, codes: index,
      detail: "\(codes.type.name) of \(grid) instead of FLOAT32")
  }

  private func reader(of input: TensorIndex) throws(Reason) -> Operator {
    let readers = graph.consumers(of: input)
    guard !outputs.contains(input) else { throw Reason("it is also an output") }
    guard let first = readers.first else { throw Reason("it has no consumer") }
    guard readers.count == 1 else {
      let other = readers.first { $0.builtin != .quantize } ?? readers[1]
      throw Reason(
        "\(readers.count) operators read it, including \(other.label); a "
          + "QUANTIZE must be the only one")
    }
    guard first.builtin == .quantize else {
      throw Reason("its consumer, \(first.label), is not a QUANTIZE")
    }
    guard graph.producer(of: input) == nil else { throw Reason("an operator writes it") }
    return first
  }

  private func producer(of output: TensorIndex) throws(Reason) -> Operator {
    guard let producer = graph.producer(of: output) else { throw Reason("no operator writes it") }
    guard producer.builtin == .dequantize else {
      throw Reason("its producer, \(producer.label), is not a DEQUANTIZE")
    }
    guard !inputs.contains(output) else { throw Reason("it is also an input") }
    if let reader = graph.consumers(of: output).first {
      throw Reason("\(reader.label) also reads it")
    }
    return producer
  }

  /// The scale and zero point of the codes, which a caller must be able to read.
  private func grid(of tensor: Tensor) throws(Reason) -> String {
    guard [.int8, .uint8, .int16].contains(tensor.type) else {
      throw Reason("\(tensor.label) is \(tensor.type.name), which is not quantized")
    }
    guard let quantization = TensorQuantization(tensor), let scale = quantization.scale,
      let zeroPoint = quantization.zeroPoint, scale > 0, scale.isFinite
    else {
      throw Reason("\(tensor.label) must have one scale, a positive number")
    }
    return "scale \(scale) and zero point \(zeroPoint)"
  }
}
