internal import ModelFacts
public import ModelFormat

/// What is in a model: its operators with their options and cost, its tensors with their quantization.
public struct InspectReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.inspect/2"
  /// A line for each operator and each tensor.
  public static let lineDepth = 4

  let model: Model
  let path: FilePath
  let selection: Selection
  let order: Order
  /// Computes digests of the constants; nil if they are not wanted.
  let digests: DataDigests?

  /// A report about the model read from `path`.
  ///
  /// - Throws: `no-such-part` if the model has no such part.
  public init(
    _ model: Model, path: FilePath, selection: Selection = Selection(), order: Order = Order(),
    hasDigests: Bool = false
  ) throws {
    self.model = model
    self.path = path
    self.selection = try selection.found(in: model)
    self.order = order
    digests = hasDigests ? DataDigests() : nil
  }

  /// True if operators or tensors were selected.
  var isNarrowed: Bool { selection.isNarrowed }

  /// Whether the RAM that the model takes is shown: not if only a part of it is shown, or if nothing runs.
  var hasMemory: Bool {
    !isNarrowed && selection.subgraph == nil
      && !(model.subgraphs.first?.operators.isEmpty ?? true)
  }

  /// The parts of the model that the selection leaves in.
  var subgraphs: [SelectedSubgraph] {
    model.subgraphs.filter { selection.subgraph ?? $0.index == $0.index }.map { subgraph in
      let wanted = selection.tensors(in: subgraph)
      let graph = GraphIndex(subgraph)
      let operators = subgraph.operators.filter { selection.includes($0, touching: wanted) }
        .map { OperatorCost($0, in: graph) }
      // A tensor is shown if it or everything was selected, or if an operator that is shown
      // touches it.
      let touched =
        selection.op == nil
        ? nil : Set(operators.flatMap { [$0.op.inputs, $0.op.outputs].joined() })
      let tensors = subgraph.tensors.filter { tensor in
        (wanted ?? touched)?.contains(tensor.index) ?? true
      }
      return SelectedSubgraph(
        graph: graph, operators: order.sorted(operators), tensors: order.sorted(tensors),
        top: order.top ?? .max)
    }
  }

  /// The values of a tensor that was selected by itself; nil if it has none in the file.
  func distribution(of tensor: Tensor) -> TensorDistribution? {
    selection.tensor == nil ? nil : TensorDistribution(tensor)
  }

  /// The files of a zip archive after the model, as its list has them; nil if there is none that can
  /// be read.
  var archive: [ZipDirectory.Entry]? {
    let (trailing, end) = (model.trailingByteCount, model.file.byteCount)
    return ZipDirectory(endOf: model.file.bytes(in: end - trailing..<end))?.entries
  }
}

/// A subgraph, and what of it was selected, in order.
struct SelectedSubgraph {
  let graph: GraphIndex
  let operators: [OperatorCost]
  let tensors: [Tensor]
  /// How many operators, and how many tensors, are shown.
  let top: Int

  var subgraph: Subgraph { graph.subgraph }
  var isEmpty: Bool { operators.isEmpty && tensors.isEmpty }
  var shownOperators: ArraySlice<OperatorCost> { operators.prefix(top) }
  var shownTensors: ArraySlice<Tensor> { tensors.prefix(top) }

  /// The multiply-accumulates of all selected operators.
  var macs: MultiplyAccumulates.Sum {
    operators.reduce(into: MultiplyAccumulates.Sum()) { $0.add($1.op, macs: $1.macs) }
  }
}
