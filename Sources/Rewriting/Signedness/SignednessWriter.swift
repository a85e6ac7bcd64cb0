internal import ModelFacts
internal import ModelFormat

/// Carries out a plan in a draft.
struct SignednessWriter {
  private let to: Signedness
  private let info: PassInfo
  /// Constants of the new type, by the buffers of the old type.
  private var shifted: [BufferIndex: BufferIndex] = [:]
  private var biases = BiasWriter()

  init(_ signedness: Signedness, _ info: PassInfo) { (to, self.info) = (signedness, info) }

  /// Converts a subgraph; returns the changes, types first and then weights that moved.
  mutating func write(
    _ plan: SignednessPlan, keepsEnds: Bool, in draft: inout Draft
  ) throws(Diagnostic) -> [Change] {
    let subgraph = plan.graph.subgraph
    let ends = keepsEnds ? KeptEnds(plan, in: &draft) : nil
    let unchanged = Set(keepsEnds ? Array(subgraph.inputs) + subgraph.outputs : [])
    let targets = plan.tensors.compactMap { old -> (old: TensorIndex, new: TensorIndex)? in
      if let new = ends?.replaced[old] { return (old, new) }
      return unchanged.contains(old) ? nil : (old, old)
    }
    guard !targets.isEmpty else { return [] }
    let changed = Set(targets.map(\.old))

    var requantized: [Change] = []
    for target in targets {
      if to == .int8, plan.weights.contains(target.old) {
        requantized += try writeWeights(target.old, at: target.new, plan, in: &draft)
      } else {
        shift(subgraph.tensors[target.old.position], at: target.new, in: &draft, subgraph.index)
      }
    }
    var unequal: Set<String> = []
    var joined = 0
    for op in subgraph.operators where plan.includes(op) {
      guard (Array(op.inputs) + op.outputs).contains(where: changed.contains) else { continue }
      if op.builtin.traits.eightBitKernels?.agree == false { unequal.insert(op.builtin.name) }
      draft.setVersion({ OperatorVersion.eightBit($0, as: to) }, of: op, in: subgraph.index)
      if to == .uint8 { repairBias(of: op, plan, in: &draft) }
      if let ends { draft.replaceTensors(of: op, ends.replaced, in: subgraph.index) }
      if to == .int8, op.builtin == .concatenation {
        joined += draft.giveOneGrid(toInputsOf: op.index, in: subgraph.index)
      }
    }
    ends?.write(plan.graph, in: &draft)
    let change = Change(
      info, subgraph.index, nil,
      detail(targets.map(\.old), ends, plan, unequal: unequal, joined: joined), .shiftedCodes)
    return [change] + requantized
  }

  private func detail(
    _ changed: [TensorIndex], _ ends: KeptEnds?, _ plan: SignednessPlan, unequal: Set<String>,
    joined: Int
  ) -> String {
    let constants = changed.count { plan.graph.subgraph.tensors[$0.position].isConstant }
    let (from, to) = (to.other.type.name, to.type.name)
    var text =
      "\(changed.count.counted("tensor")) converted to \(to), including \(constants.counted("constant"))"
    if let count = ends?.count, count > 0 {
      text +=
        plan.isPartial
        ? "; \(count) QUANTIZE between them and tensors that stay \(from)"
        : "; model inputs and outputs stay \(from), with \(count) QUANTIZE"
    }
    if joined > 0 {
      text += "; \(joined) QUANTIZE requantize inputs of CONCATENATION to its output scale"
    }
    if !unequal.isEmpty {
      text +=
        "; outputs may differ: LiteRT's reference kernels of \(unequal.sorted().joined(separator: ", ")) "
        + "compute different codes in \(to) and in \(from)"
    }
    return text
  }

  // MARK: Tensors

  private mutating func shift(
    _ old: Tensor, at new: TensorIndex, in draft: inout Draft, _ subgraph: Int
  ) {
    guard let zeroPoint = TensorQuantization(old)?.zeroPoint.flatMap(to.zeroPoint) else { return }
    draft.setCodes(of: new, to.type, zeroPoint: zeroPoint, in: subgraph)
    guard old.isConstant, let data = draft.data(of: old.buffer) else { return }
    let buffer = shifted[old.buffer] ?? draft.addBuffer(ShiftedCodes.of(data))
    shifted[old.buffer] = buffer
    draft.subgraphs[subgraph].tensors[new.position].buffer = buffer
  }

  /// Makes uint8 weights symmetric, and adjusts biases.
  private mutating func writeWeights(
    _ index: TensorIndex, at new: TensorIndex, _ plan: SignednessPlan, in draft: inout Draft
  ) throws(Diagnostic) -> [Change] {
    let subgraph = plan.graph.subgraph
    let old = subgraph.tensors[index.position]
    guard let quantization = TensorQuantization(old), let scale = quantization.scale,
      let zeroPoint = quantization.zeroPoint, let range = old.data,
      let data = draft.data(of: old.buffer), old.isConstant
    else {
      shift(old, at: new, in: &draft, subgraph.index)
      return []
    }
    let readers = plan.graph.consumers(of: index).filter(plan.includes)
      .compactMap { MatrixOperator($0, in: plan.graph) }
    do throws(Reason) {
      let weights = try SymmetricWeights(
        range, Self.channels(of: old, readers), scale: scale, zeroPoint: zeroPoint)
      for reader in readers where !weights.isExact {
        try scaleBias(of: reader, weights, in: &draft, subgraph.index)
      }
      draft.setCodes(of: new, .int8, zeroPoint: 0, in: subgraph.index)
      if !weights.isExact {
        draft.subgraphs[subgraph.index].tensors[new.position].setScales(
          weights.scales, axis: Int32(readers.first?.channelAxis ?? 0))
      }
      let buffer = draft.addBuffer(weights.applied(to: data))
      draft.subgraphs[subgraph.index].tensors[new.position].buffer = buffer
      guard !weights.isExact else { return [] }
      let scales =
        weights.scales.count == 1
        ? "scale \(weights.scales[0])" : "\(weights.scales.count) scales"
      return [
        Change(
          info, subgraph.index, readers.first?.op.index,
          "weights in \(old.label): symmetric INT8, \(scales)",
          new == index ? .weights(index) : .layer(readers.first?.op.index ?? 0))
      ]
    } catch {
      throw .notApplicable(
        "these weights cannot be made symmetric: \(error.words)", at: subgraph.place(of: old),
        fix: "Keep the model in UINT8, or quantize it again.")
    }
  }

  /// The channels that may each have a scale; nil if the kernel of a consumer needs a single scale.
  ///
  /// Source: LiteRT 8-bit quantization specification; per-channel FULLY_CONNECTED is newer.
  private static func channels(of weights: Tensor, _ readers: [MatrixOperator]) -> ChannelRuns? {
    guard let axis = readers.first?.channelAxis,
      readers.allSatisfy({ reader in
        let traits = reader.op.builtin.traits
        return traits.isQuantizedLayer && traits.matrix?.isConvolution == true
          && reader.channelAxis == axis
      }),
      weights.data?.count == weights.elementCount
    else { return nil }
    return ChannelRuns(shape: weights.shape, axis: axis)
  }

  private mutating func scaleBias(
    of reader: MatrixOperator, _ weights: SymmetricWeights, in draft: inout Draft, _ subgraph: Int
  ) throws(Reason) {
    guard let bias = reader.bias, let input = reader.op.inputs.firstIndex(of: bias.index) else {
      return
    }
    guard bias.isConstant, bias.type == .int32 else {
      throw Reason("its bias, \(bias.label), is not an INT32 constant")
    }
    let inputScale = reader.input.flatMap { TensorQuantization($0)?.scale } ?? 0
    biases.write(
      try BiasScaling.scaled(bias) { weights.ratio($0) }, as: bias,
      BiasWriter.Use(op: reader.op, input: input),
      scales: weights.scales.map { inputScale * $0 }, in: &draft, subgraph: subgraph)
  }

  /// Sets the correct scale of a bias if uint8 kernels would reject the old one.
  ///
  /// Int8 kernels do not read it. Source: LiteRT `tflite/kernels/kernel_util.cc`,
  /// `GetQuantizedConvolutionMultipler`.
  private mutating func repairBias(
    of op: Operator, _ plan: SignednessPlan, in draft: inout Draft
  ) {
    guard let matrix = MatrixOperator(op, in: plan.graph), let bias = matrix.bias,
      bias.type == .int32, let place = op.inputs.firstIndex(of: bias.index),
      let input = matrix.input.flatMap({ TensorQuantization($0)?.scale }),
      let weights = matrix.weights.flatMap({ TensorQuantization($0)?.scale }),
      let output = matrix.output.flatMap({ TensorQuantization($0)?.scale }),
      let scale = TensorQuantization(bias)?.scale, (input * weights).isUsable
    else { return }
    let distance = abs(Double(input) * Double(weights) - Double(scale)) / Double(output)
    guard !(distance <= 0.02), let bytes = bias.data.map({ Array($0.scalars(of: UInt8.self)) })
    else { return }
    biases.write(
      bytes, as: bias, BiasWriter.Use(op: op, input: place), scales: [input * weights], in: &draft,
      subgraph: plan.graph.subgraph.index)
  }
}

extension Draft {
  /// Sets the type and the zero point of a tensor.
  fileprivate mutating func setCodes(
    of tensor: TensorIndex, _ type: ElementType, zeroPoint: Int64, in subgraph: Int
  ) {
    subgraphs[subgraph].tensors[tensor.position].type = type
    subgraphs[subgraph].tensors[tensor.position].quantization?.zeroPoint = [zeroPoint]
  }

  /// Replaces inputs and outputs of an operator.
  fileprivate mutating func replaceTensors(
    of op: Operator, _ replaced: [TensorIndex: TensorIndex], in subgraph: Int
  ) {
    var table = subgraphs[subgraph].operators[op.index]
    table.inputs = table.inputs?.map { replaced[$0] ?? $0 }
    table.outputs = table.outputs?.map { replaced[$0] ?? $0 }
    subgraphs[subgraph].operators[op.index] = table
  }
}
