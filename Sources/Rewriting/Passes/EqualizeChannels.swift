internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Equalizes the channels between two convolutions, so that per-tensor weights lose less.
///
/// Each channel of the tensor between gets a factor: the weights that write it are multiplied by it, and those that read it are
/// divided by it, so that the range of both is the same. The scale of the tensor changes with them, and no channel is
/// cut off that was not before. It takes no data.
public struct EqualizeChannels: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "equalize-channels",
    summary: "Equalize channels between convolutions, for per-tensor weights",
    guarantee: .changedWeights,
    before:
      "CONV_2D with weights up to 0.1 and 4 in two channels -> DEPTHWISE_CONV_2D, up to 4 and 0.1",
    after: "CONV_2D with weights up to 0.63 in both -> DEPTHWISE_CONV_2D, up to 0.63 in both")

  private let selection: OperatorSelection

  /// Equalizes the output channels of the selected operators.
  public init(selection: OperatorSelection = .all) { self.selection = selection }

  /// Equalizes along every path from a convolution to the next with only RELU, PAD and MAX_POOL_2D between.
  ///
  /// - Throws: `no-such-part` if the selection matches no operator, and `not-applicable` if the output channels of one that
  ///   it names explicitly cannot be scaled.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    try selection.check(draft.model)
    for subgraph in draft.model.subgraphs where selection.includes(subgraph: subgraph.index) {
      let part = draft.subgraphs[subgraph.index]
      let layers = try layers(of: part, &outcome)
      var paths: [ChannelPath] = []
      for op in subgraph.operators {
        guard let layer = layers[op.index], selection.includes(op.index, in: subgraph.index) else {
          continue
        }
        do throws(Reason) {
          paths.append(try ChannelPath(from: layer, layers, in: part))
        } catch {
          try leaveAlone(op, in: subgraph, "output channels: \(error.words)", &outcome)
        }
      }
      try equalize(&paths, in: &draft, subgraph, &outcome)
    }
    outcome.leftAlone.sort { ($0.subgraph, $0.op ?? -1) < ($1.subgraph, $1.op ?? -1) }
    return outcome
  }

  /// The convolutions whose channels can be scaled, by operator.
  private func layers(
    of part: SubgraphDraft, _ outcome: inout Outcome
  ) throws(Diagnostic) -> [Int: EqualizedLayer] {
    let subgraph = part.graph.subgraph
    var layers: [Int: EqualizedLayer] = [:]
    for op in subgraph.operators {
      do throws(Reason) {
        let layer = try EqualizedLayer(op, in: part.graph)
        guard !part.roles.isInterface(layer.layer.weights.index) else {
          throw Reason("callers of the model see its weights")
        }
        layers[op.index] = layer
      } catch {
        guard selection.includes(op.index, in: subgraph.index) else { continue }
        // Only those that have channels to equalize are worth a note.
        let isNamed = selection.single.contains(op.index)
        guard isNamed || Self.hasChannelScales(op, in: part.graph) else { continue }
        try leaveAlone(op, in: subgraph, error.words, &outcome)
      }
    }
    return layers
  }

  private static func hasChannelScales(_ op: Operator, in graph: GraphIndex) -> Bool {
    guard [.conv2D, .depthwiseConv2D].contains(op.builtin),
      let weights = MatrixOperator(op, in: graph)?.weights
    else { return false }
    return TensorQuantization(weights)?.granularity == .perChannel
  }

  /// Notes why an operator stays as it is.
  ///
  /// - Throws: `not-applicable` if the selection names it.
  private func leaveAlone(
    _ op: Operator, in subgraph: Subgraph, _ reason: String, _ outcome: inout Outcome
  ) throws(Diagnostic) {
    guard !selection.single.contains(op.index) else {
      throw .notApplicable(reason, at: subgraph.place(of: op), fix: "Exclude this operator.")
    }
    outcome.leftAlone.append(LeftAlone(subgraph.index, op.index, reason))
  }

  /// Equalizes along paths, without those whose layers cannot have the new numbers.
  private func equalize(
    _ paths: inout [ChannelPath], in draft: inout Draft, _ subgraph: Subgraph,
    _ outcome: inout Outcome
  ) throws(Diagnostic) {
    while !paths.isEmpty {
      let found = ChannelFactors(paths).factors
      let kept = paths.indices.filter { Self.differ(found[$0]) }
      guard !kept.isEmpty else { return }
      let table = FactorTable(kept.map { (paths[$0], found[$0]) })
      let (layers, failures) = table.scaled(kept.map { paths[$0] })
      guard failures.isEmpty else {
        // Without these paths, the factors of the others change, so that they are found again.
        func failure(of path: ChannelPath) -> Reason? {
          failures[path.first.op.index] ?? failures[path.second.op.index]
        }
        for path in paths {
          guard let reason = failure(of: path) else { continue }
          try leaveAlone(
            path.first.op, in: subgraph, "output channels: \(reason.words)", &outcome)
        }
        paths.removeAll { failure(of: $0) != nil }
        continue
      }
      var biases = BiasWriter()
      for (layer, scaled) in layers {
        write(layer, scaled, &biases, in: &draft, subgraph.index)
        outcome.changes.append(
          Change(
            Self.info, subgraph.index, layer.op.index, table.words(layer),
            .scaledChannels(layer.op.index, table.claim)))
      }
      for place in kept {
        let grid = table.grid(of: paths[place].tensors[0]) ?? paths[place].first.output
        for tensor in paths[place].tensors {
          draft.setQuantization(of: tensor, to: grid, in: subgraph.index)
          draft.subgraphs[subgraph.index].rename(tensor, adding: "/equalized")
        }
      }
      return
    }
  }

  private static func differ(_ factors: [Double]) -> Bool {
    (factors.max() ?? 1) > ChannelFactors.leastSpread * (factors.min() ?? 1)
  }

  private func write(
    _ layer: EqualizedLayer, _ scaled: EqualizedLayer.Scaled, _ biases: inout BiasWriter,
    in draft: inout Draft, _ subgraph: Int
  ) {
    let weights = layer.layer.weights.index
    if let codes = scaled.codes {
      draft.subgraphs[subgraph].tensors[weights.position].buffer = draft.addBuffer(.bytes(codes))
    }
    draft.setScales(of: weights, to: scaled.scales, in: subgraph)
    // What converters observed no longer holds.
    draft.subgraphs[subgraph].tensors[weights.position].quantization?.min = nil
    draft.subgraphs[subgraph].tensors[weights.position].quantization?.max = nil
    guard let bias = layer.layer.readers[0].bias, let bytes = scaled.bias else { return }
    biases.write(
      bytes, as: bias.tensor, BiasWriter.Use(op: layer.op, input: bias.input),
      scales: scaled.biasScales, in: &draft, subgraph: subgraph)
  }
}

/// The factors and the new scales of the tensors between convolutions.
struct FactorTable {
  private var factors: [TensorIndex: [Double]] = [:]
  private var grids: [TensorIndex: Grid] = [:]

  init(_ paths: [(path: ChannelPath, factors: [Double])]) {
    for one in paths {
      let grid = one.path.grid(for: one.factors)
      for tensor in one.path.tensors {
        factors[tensor] = one.factors
        grids[tensor] = grid
      }
    }
  }

  /// What must be proved: the factors of every tensor.
  var claim: [TensorIndex: [Double]] { factors }

  func grid(of tensor: TensorIndex) -> Grid? { grids[tensor] }

  /// A layer with the factors of its input and output.
  func scaled(_ layer: EqualizedLayer) throws(Reason) -> EqualizedLayer.Scaled {
    let (input, output) = (layer.op.inputs[0], layer.op.outputs[0])
    return try layer.scaled(
      from: factors[input], to: factors[output],
      (grids[input] ?? layer.input, grids[output] ?? layer.output))
  }

  /// The layers of some paths with their factors, in the order of the operators, and why others cannot have them.
  func scaled(
    _ paths: [ChannelPath]
  ) -> (layers: [(EqualizedLayer, EqualizedLayer.Scaled)], failures: [Int: Reason]) {
    var layers: [Int: (EqualizedLayer, EqualizedLayer.Scaled)] = [:]
    var failures: [Int: Reason] = [:]
    for layer in paths.flatMap({ [$0.first, $0.second] })
    where layers[layer.op.index] == nil && failures[layer.op.index] == nil {
      do throws(Reason) {
        layers[layer.op.index] = (layer, try scaled(layer))
      } catch { failures[layer.op.index] = error }
    }
    return (layers.sorted { $0.key < $1.key }.map(\.value), failures)
  }

  /// What happened to a layer, in words.
  func words(_ layer: EqualizedLayer) -> String {
    func words(_ side: String, _ tensor: TensorIndex) -> String? {
      guard let list = factors[tensor], let least = list.min(), let most = list.max() else {
        return nil
      }
      return "\(side) channels times \(Self.short(least)) to \(Self.short(most))"
    }
    return [words("input", layer.op.inputs[0]), words("output", layer.op.outputs[0])]
      .compactMap(\.self).joined(separator: ", ")
  }

  private static func short(_ factor: Double) -> Double {
    factor < 10 ? (factor * 1000).rounded() / 1000 : (factor * 10).rounded() / 10
  }
}
