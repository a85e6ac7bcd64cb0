internal import ModelFacts
public import ModelFormat

/// Gives per-channel int8 weights one scale.
///
/// Each weight becomes the nearest code of the new scale, biases follow, and activations stay as
/// they are.
public struct PerTensorWeights: Pass {
  /// What the pass says about itself.
  public static let info = PassInfo(
    id: "per-tensor-weights",
    summary: "Give per-channel int8 weights one scale",
    guarantee: .measuredWeights,
    before: "CONV_2D, weights INT8 [16, 3, 3, 8] with 16 scales",
    after: "CONV_2D, weights INT8 [16, 3, 3, 8] with one scale, bias to match")

  private let selection: OperatorSelection

  /// The weights of the operators that are selected.
  ///
  /// Where others read the same weights, these read a copy.
  public init(selection: OperatorSelection = .all) { self.selection = selection }

  /// Changes the weights of every CONV_2D, DEPTHWISE_CONV_2D, FULLY_CONNECTED and TRANSPOSE_CONV
  /// that can have one scale.
  ///
  /// - Throws: `no-such-part` where the selection names no operator, and `not-applicable` where one
  ///   that it names alone cannot; what else cannot is left alone.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var writer = WeightWriter()
    try selection.check(draft.model)
    for subgraph in draft.model.subgraphs where selection.includes(subgraph: subgraph.index) {
      let graph = draft.subgraphs[subgraph.index].graph
      var seen: Set<TensorIndex> = []
      var others: [Int] = []
      for op in subgraph.operators {
        // Of weights that many operators share, the scales are looked at once.
        guard let weights = MatrixOperator(op, in: graph)?.weights, !seen.contains(weights.index),
          let quantization = TensorQuantization(weights), quantization.granularity == .perChannel
        else { continue }
        guard selection.includes(op.index, in: subgraph.index) else {
          others.append(op.index)
          continue
        }
        guard seen.insert(weights.index).inserted else { continue }
        do throws(Reason) {
          guard !draft.isResult(weights.index, of: subgraph.index) else {
            throw Reason("the graph gives it back")
          }
          let layer = try WeightLayer(weights, quantization, in: graph, readBy: selection)
          outcome.changes.append(try change(layer, of: op, &writer, in: &draft, subgraph.index))
        } catch {
          let reason = "weights in \(weights.label): \(error.words)"
          guard !selection.single.contains(op.index) else {
            throw .notApplicable(
              reason, at: graph.subgraph.place(of: op), fix: "Leave this operator out.")
          }
          outcome.leftAlone.append(LeftAlone(subgraph.index, op.index, reason))
        }
      }
      outcome.leftAlone += Array(
        selection.leftOut(others, in: subgraph.index, "weights of several scales"))
    }
    return outcome
  }

  private func change(
    _ layer: WeightLayer, of op: Operator, _ writer: inout WeightWriter, in draft: inout Draft,
    _ subgraph: Int
  ) throws(Reason) -> Change {
    let scaling = try WeightScan.scaling(of: layer.data, layer.runs, scales: layer.scales)
    try writer.write(layer, scaling, in: &draft, subgraph: subgraph)
    let others = layer.readers.count - 1
    let also =
      (others == 0 ? "" : ", and \(others) more that read the same")
      + (layer.isShared ? ", in a copy" : "")
    return Change(
      Self.info, subgraph, op.index,
      "weights in \(layer.weights.label): \(layer.scales.count) scales become one, "
        + "\(scaling.scale)\(also)",
      layer.isShared ? .layer(op.index) : .weights(layer.weights.index))
  }
}
