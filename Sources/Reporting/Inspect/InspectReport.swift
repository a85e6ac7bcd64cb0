public import ModelFormat

/// What is in a model: its operators with their options, its tensors with their quantization.
public struct InspectReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.inspect/2"
  /// A line for each operator and each tensor.
  public static let lineDepth = 4

  let model: Model
  let path: FilePath
  let selection: Selection

  /// A report about the model read from `path`.
  ///
  /// - Throws: `no-such-part` if the model has no such part.
  public init(_ model: Model, path: FilePath, selection: Selection = Selection()) throws {
    self.model = model
    self.path = path
    self.selection = try selection.found(in: model)
  }

  /// True if operators or tensors were selected.
  var isNarrowed: Bool { selection.isNarrowed }

  /// The parts of the model that the selection leaves in.
  var subgraphs: [SelectedSubgraph] {
    model.subgraphs.filter { selection.subgraph ?? $0.index == $0.index }.map { subgraph in
      let wanted = selection.tensors(in: subgraph)
      let operators = subgraph.operators.filter { selection.includes($0, touching: wanted) }
      // A tensor is shown if it or everything was selected, or if an operator that is shown
      // touches it.
      let touched =
        selection.op == nil
        ? nil : Set(operators.flatMap { [$0.inputs, $0.outputs].joined() })
      let tensors = subgraph.tensors.filter { tensor in
        (wanted ?? touched)?.contains(tensor.index) ?? true
      }
      return SelectedSubgraph(subgraph: subgraph, operators: operators, tensors: tensors)
    }
  }
}

/// A subgraph, and what of it is shown.
struct SelectedSubgraph {
  let subgraph: Subgraph
  let operators: [Operator]
  let tensors: [Tensor]

  var isEmpty: Bool { operators.isEmpty && tensors.isEmpty }
}
