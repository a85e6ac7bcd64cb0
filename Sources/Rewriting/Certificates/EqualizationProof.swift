internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// How far the output of a layer moves if its input holds given factors of the old numbers, channel by channel, and
/// its output is divided by those of its own.
///
/// The comparison takes the factors out again; what is checked here is that they are factors of this layer.
struct EqualizationProof {
  private let comparison: LayerComparison

  /// - Throws: why the layer cannot be compared.
  init(
    _ op: Operator, factors: [TensorIndex: [Double]], in subgraph: Int, of pair: ModelPair
  ) throws(Reason) {
    guard let other = pair.counterpart(of: op, in: subgraph), op.hasSameMeaning(as: other),
      let input = op.inputs.first, let output = op.outputs.first
    else { throw Reason("\(op.builtin.name) no longer writes its output") }
    let own = LayerFactors(inputs: factors[input], outputs: factors[output])
    if own.outputs != nil {
      guard op.fusedActivation == .none || op.fusedActivation == .relu else {
        throw Reason("\(op.fusedActivation.name) is not positively homogeneous")
      }
    }
    let old = try LayerOperands(op, in: pair.old[subgraph])
    let new = try LayerOperands(other, in: pair.new[subgraph])
    let weights = (
      try StoredWeights(old.weights, axis: old.axis), try StoredWeights(new.weights, axis: new.axis)
    )
    guard weights.0.runs == weights.1.runs, old.weights.shape == new.weights.shape,
      old.weights.type == .int8, new.weights.type == .int8, old.axis == new.axis,
      old.input.zeroPoint == new.input.zeroPoint
    else { throw Reason("the weights or the input have another form") }
    guard own.fit(inputs: Int(old.weights.shape.last ?? 1), outputs: weights.0.runs.channelCount)
    else { throw Reason("there is not one positive factor for each channel") }
    try Self.checkCodes(from: input, factors, in: subgraph, of: pair)
    let sums = try WeightComparison(
      weights.0, weights.1, by: own, isDepthwise: op.builtin == .depthwiseConv2D)
    comparison = try LayerComparison(old, new, sums)
  }

  /// The operators between the factors' first tensor and this one pass codes on, with one scale in the new model.
  private static func checkCodes(
    from input: TensorIndex, _ factors: [TensorIndex: [Double]], in subgraph: Int,
    of pair: ModelPair
  ) throws(Reason) {
    var tensor = input
    // A graph with a cycle has no end.
    for _ in factors {
      guard let own = factors[tensor], let producer = pair.old[subgraph].producer(of: tensor),
        let source = producer.inputs.first, ChannelPath.passesChannels(producer, source)
      else { return }
      guard factors[source] == own, let here = pair.place(of: tensor, in: subgraph),
        let there = pair.place(of: source, in: subgraph), let a = pair.new[subgraph].tensor(here),
        let b = pair.new[subgraph].tensor(there),
        QuantizedTensor(a).grid == QuantizedTensor(b).grid,
        let other = pair.counterpart(of: producer, in: subgraph), producer.hasSameMeaning(as: other)
      else { throw Reason("\(producer.builtin.name) does not pass the factors on") }
      tensor = source
    }
  }

  func certificate() -> Certificate {
    var certificate = comparison.sums.certificate
    do throws(Reason) {
      let bound = try comparison.bound()
      (certificate.maxErrorCodes, certificate.rmsErrorCodes) = (bound.codes, bound.rms)
      certificate.maxErrorChannel = bound.channel
    } catch {
      certificate.noBound = error.words
    }
    return .weights(certificate)
  }
}
