public import ModelFormat

/// What is in a model: its operators with their options, its tensors with their quantization.
public struct InspectReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.inspect/1"
  /// A line for each operator and each tensor.
  public static let lineDepth = 4

  /// Which part of the model is asked for; everything where nothing is said.
  public struct Selection: Sendable {
    /// Only operators with this name; spelled as in the schema, or a custom operator's own name.
    public var op: String?
    /// Only the tensor with this index.
    public var tensor: Int?
    /// Only this subgraph.
    public var subgraph: Int?

    /// Everything that the arguments leave in.
    public init(op: String? = nil, tensor: Int? = nil, subgraph: Int? = nil) {
      self.op = op
      self.tensor = tensor
      self.subgraph = subgraph
    }

    /// Throws where the model has no such part.
    func check(_ model: Model) throws {
      let count = model.subgraphs.count
      if let subgraph, !(0..<count).contains(subgraph) {
        throw SelectionError.noSuch("subgraph", subgraph, of: count)
      }
      let tensorCount =
        model.subgraphs.filter { subgraph ?? $0.index == $0.index }
        .map { $0.tensors.count }.max() ?? 0
      if let tensor, !(0..<tensorCount).contains(tensor) {
        throw SelectionError.noSuch("tensor", tensor, of: tensorCount)
      }
      if let op, !BuiltinOperator.isKnown(op),
        !model.operatorCodes.contains(where: { $0.builtin.name == op || $0.customCode?.text == op })
      {
        throw SelectionError.noSuchOperator(op)
      }
    }

    /// An operator is shown when no tensor was asked for, or it touches the one that was.
    func includes(_ op: Operator) -> Bool {
      if let tensor, ![op.inputs, op.outputs].joined().contains(where: { $0.rawValue == tensor }) {
        return false
      }
      guard let name = self.op else { return true }
      return op.builtin.name == name || op.code.customCode?.text == name
    }

    /// A tensor is shown when it was asked for, or everything was, or an operator that is shown
    /// touches it.
    func includes(_ tensor: Tensor, touched: Set<TensorIndex>) -> Bool {
      if let wanted = self.tensor { return Int(tensor.index.rawValue) == wanted }
      return op == nil || touched.contains(tensor.index)
    }
  }

  let model: Model
  let path: FilePath
  let selection: Selection

  /// A report about the model read from `path`.
  ///
  /// - Throws: `SelectionError` where the model has no such part.
  public init(_ model: Model, path: FilePath, selection: Selection = Selection()) throws {
    try selection.check(model)
    self.model = model
    self.path = path
    self.selection = selection
  }

  /// True where operators or tensors were asked for.
  var isNarrowed: Bool { selection.op != nil || selection.tensor != nil }

  /// The parts of the model that the selection leaves in.
  var subgraphs: [SelectedSubgraph] {
    model.subgraphs.filter { selection.subgraph ?? $0.index == $0.index }.map { subgraph in
      let operators = subgraph.operators.filter(selection.includes)
      let touched =
        selection.op == nil
        ? [] : Set(operators.flatMap { [$0.inputs, $0.outputs].joined() })
      let tensors = subgraph.tensors.filter { selection.includes($0, touched: touched) }
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
