internal import ModelFacts
public import ModelFormat

/// Converts per-channel int8 weights to per-tensor.
///
/// Each weight becomes the nearest code with the new scale; in a DEPTHWISE_CONV_2D, some become the code on
/// the other side, so that the errors of a channel do not add up (`LeastErrorRounding`). Biases are rescaled, and
/// activations do not change.
public struct PerTensorWeights: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "per-tensor-weights",
    summary: "Convert per-channel int8 weights to per-tensor",
    guarantee: .changedWeights,
    before: "CONV_2D, weights INT8 [16, 3, 3, 8] with 16 scales",
    after: "CONV_2D, weights INT8 [16, 3, 3, 8] with one scale, bias rescaled")

  private let selection: OperatorSelection
  private let keeping: KeptLayers

  /// Converts the weights of the selected operators, except those of some layers.
  ///
  /// If other operators read the same weights, the selected ones get a copy.
  public init(selection: OperatorSelection = .all, keeping: KeptLayers = .none) {
    self.selection = selection.except(keeping.named)
    self.keeping = keeping
  }

  /// Converts the weights of every CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV that can
  /// have one scale.
  ///
  /// - Throws: `no-such-part` if the selection matches no operator, or if an operator to keep has no such weights,
  ///   and `not-applicable` if one that it names explicitly cannot be converted; others are left unchanged.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var writer = WeightWriter()
    try selection.check(draft.model)
    let kept = keeping.named.map(selection.alone)
    var foundKept: Set<Int> = []
    for subgraph in draft.model.subgraphs where selection.includes(subgraph: subgraph.index) {
      let graph = draft.subgraphs[subgraph.index].graph
      var seen: Set<TensorIndex> = []
      var others: [Int] = []
      for op in subgraph.operators {
        let isKept = kept?.includes(op.index, in: subgraph.index) == true
        // Weights that many operators share are checked once.
        guard let weights = MatrixOperator(op, in: graph)?.weights,
          isKept || !seen.contains(weights.index),
          let quantization = TensorQuantization(weights), quantization.granularity == .perChannel
        else { continue }
        if isKept {
          foundKept.insert(op.index)
          let reason =
            "weights in \(weights.label): kept per-channel, as asked"
            + (Self.loss(weights, quantization, in: graph).map { "; \(Self.words($0))" } ?? "")
          outcome.leftAlone.append(LeftAlone(subgraph.index, op.index, reason))
          continue
        }
        guard selection.includes(op.index, in: subgraph.index) else {
          others.append(op.index)
          continue
        }
        guard seen.insert(weights.index).inserted else { continue }
        do throws(Reason) {
          guard !draft.isResult(weights.index, of: subgraph.index) else {
            throw Reason("it is an output of the graph")
          }
          let layer = try WeightLayer(weights, quantization, in: graph, readBy: selection)
          let scaling = try WeightScan.scaling(of: layer.data, layer.runs, scales: layer.scales)
          if let loss = loss(layer, scaling) {
            outcome.leftAlone.append(
              LeftAlone(subgraph.index, op.index, "weights in \(weights.label): \(loss)"))
          } else {
            outcome.changes.append(
              try change(layer, scaling, of: op, &writer, in: &draft, subgraph.index))
          }
        } catch {
          let reason = "weights in \(weights.label): \(error.words)"
          guard !selection.single.contains(op.index) else {
            throw .notApplicable(
              reason, at: graph.subgraph.place(of: op), fix: "Exclude this operator.")
          }
          outcome.leftAlone.append(LeftAlone(subgraph.index, op.index, reason))
        }
      }
      outcome.leftAlone += Array(
        selection.leftOut(others, in: subgraph.index, "per-channel weights"))
    }
    try kept?.check(foundKept, are: "layer with per-channel weights")
    return outcome
  }

  /// Why a layer keeps its scales if layers that lose too much do; nil if it loses less.
  private func loss(_ layer: WeightLayer, _ scaling: WeightScaling) -> String? {
    guard case .below(let limit) = keeping, let worst = WeightNoise.worst(of: layer, scaling),
      worst.decibels < limit
    else { return nil }
    return "kept per-channel: \(Self.words(worst))"
  }

  /// What weights would lose with one scale; nil if they cannot have one, or lose nothing.
  private static func loss(
    _ weights: Tensor, _ quantization: TensorQuantization, in graph: GraphIndex
  ) -> (channel: Int, decibels: Double)? {
    guard let layer = try? WeightLayer(weights, quantization, in: graph),
      let scaling = try? WeightScan.scaling(of: layer.data, layer.runs, scales: layer.scales)
    else { return nil }
    return WeightNoise.worst(of: layer, scaling)
  }

  private static func words(_ worst: (channel: Int, decibels: Double)) -> String {
    let decibels = (worst.decibels * 10).rounded() / 10
    return "with one scale, channel \(worst.channel) would have a signal-to-noise ratio of "
      + "\(decibels) dB"
  }

  private func change(
    _ layer: WeightLayer, _ scaling: WeightScaling, of op: Operator, _ writer: inout WeightWriter,
    in draft: inout Draft,
    _ subgraph: Int
  ) throws(Reason) -> Change {
    try writer.write(layer, scaling, in: &draft, subgraph: subgraph)
    let others = layer.readers.count - 1
    let also =
      (others == 0 ? "" : ", and \(others) more with the same weights")
      + (layer.isShared ? ", in a copy" : "")
    return Change(
      Self.info, subgraph, op.index,
      "weights in \(layer.weights.label): \(layer.scales.count) scales replaced by one, "
        + "\(scaling.scale)\(also)",
      layer.isShared ? .layer(op.index) : .weights(layer.weights.index))
  }
}
