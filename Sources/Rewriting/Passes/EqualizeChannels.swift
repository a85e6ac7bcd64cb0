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
  /// - Throws: `no-such-part` if the selection matches no operator.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    try selection.check(draft.model)
    for subgraph in draft.model.subgraphs where selection.includes(subgraph: subgraph.index) {
      let part = draft.subgraphs[subgraph.index]
      var layers: [Int: EqualizedLayer] = [:]
      for op in subgraph.operators {
        guard let layer = try? EqualizedLayer(op, in: part.graph),
          !part.roles.isInterface(layer.layer.weights.index)
        else { continue }
        layers[op.index] = layer
      }
      var paths: [ChannelPath] = []
      for op in subgraph.operators {
        guard let layer = layers[op.index], selection.includes(op.index, in: subgraph.index) else {
          continue
        }
        do throws(Reason) {
          paths.append(try ChannelPath(from: layer, layers, in: part))
        } catch {
          outcome.leftAlone.append(
            LeftAlone(subgraph.index, op.index, "its output channels: \(error.words)"))
        }
      }
      try equalize(&paths, in: &draft, subgraph.index, &outcome)
    }
    outcome.leftAlone.sort { ($0.subgraph, $0.op ?? -1) < ($1.subgraph, $1.op ?? -1) }
    return outcome
  }

  /// Equalizes along paths, without those whose layers cannot have the new numbers.
  private func equalize(
    _ paths: inout [ChannelPath], in draft: inout Draft, _ subgraph: Int, _ outcome: inout Outcome
  ) throws(Diagnostic) {
    while !paths.isEmpty {
      let found = ChannelFactors(paths).factors
      let kept = paths.indices.filter { Self.differ(found[$0]) }
      guard !kept.isEmpty else { return }
      let table = FactorTable(kept.map { (paths[$0], found[$0]) })
      var layers: [Int: (EqualizedLayer, EqualizedLayer.Scaled)] = [:]
      var failed: (op: Int, words: String)?
      for layer in kept.flatMap({ [paths[$0].first, paths[$0].second] })
      where layers[layer.op.index] == nil && failed == nil {
        do throws(Reason) {
          layers[layer.op.index] = (layer, try table.scaled(layer))
        } catch { failed = (layer.op.index, error.words) }
      }
      if let failed {
        let isPart = { (path: ChannelPath) in
          path.first.op.index == failed.op || path.second.op.index == failed.op
        }
        for path in paths where isPart(path) {
          outcome.leftAlone.append(
            LeftAlone(subgraph, path.first.op.index, "its output channels: \(failed.words)"))
        }
        paths.removeAll(where: isPart)
        continue
      }
      var biases = BiasWriter()
      for (_, one) in layers.sorted(by: { $0.key < $1.key }) {
        write(one.0, one.1, &biases, in: &draft, subgraph)
        outcome.changes.append(
          Change(
            Self.info, subgraph, one.0.op.index, table.words(one.0),
            .scaledChannels(one.0.op.index, table.claim)))
      }
      for place in kept {
        let grid = table.grid(of: paths[place].tensors[0]) ?? paths[place].first.output
        for tensor in paths[place].tensors {
          draft.setQuantization(of: tensor, to: grid, in: subgraph)
          draft.subgraphs[subgraph].rename(tensor, adding: "/equalized")
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
