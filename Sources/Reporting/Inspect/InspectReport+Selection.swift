public import ModelFormat

extension InspectReport {
  /// The selected part of the model; by default everything.
  public struct Selection: Sendable {
    /// A tensor as it is typed.
    public typealias TensorChoice = TensorName

    /// Only operators with this name: the schema's in any case, or a custom operator's own.
    public var op: String?
    /// Only this tensor.
    public var tensor: TensorName?
    /// Only this subgraph.
    public var subgraph: Int?

    /// Everything that the arguments leave in.
    public init(op: String? = nil, tensor: TensorName? = nil, subgraph: Int? = nil) {
      self.op = op
      self.tensor = tensor
      self.subgraph = subgraph
    }

    /// True if operators or tensors were selected.
    var isNarrowed: Bool { op != nil || tensor != nil }

    /// The selection, with the operator's name as in the schema.
    ///
    /// - Throws: where the model has no such part.
    func found(in model: Model) throws -> Selection {
      let count = model.subgraphs.count
      if let subgraph, !(0..<count).contains(subgraph) {
        throw Diagnostic.noSuchIndex("subgraph", subgraph, of: count)
      }
      try checkTensor(model)
      guard let op else { return self }
      let own = model.operatorCodes.compactMap { $0.customCode?.text }
      let present = model.operatorCodes.map(\.builtin.name)
      var found = self
      if !own.contains(op) {
        let wanted = Self.key(op)
        let names = BuiltinOperator.knownNames + present
        guard let name = names.first(where: { Self.key($0) == wanted }) else {
          throw Diagnostic.noSuchOperator(op, among: names + own)
        }
        found.op = name
      }
      return found
    }

    private func checkTensor(_ model: Model) throws {
      let homes = model.subgraphs.filter { subgraph ?? $0.index == $0.index }
      switch tensor {
      case nil: return
      case .index(let index):
        let count = homes.map { $0.tensors.count }.max() ?? 0
        if !(0..<count).contains(index) {
          throw Diagnostic.noSuchIndex("tensor", index, of: count)
        }
      case .name(let name):
        let isThere = homes.contains { home in home.tensors.contains { Self.has($0, name) } }
        guard !isThere else { return }
        throw Diagnostic.noSuchTensor(
          name, among: homes.flatMap { $0.tensors.prefix(10_000).compactMap { $0.name?.text } })
      }
    }

    /// The selected tensors of a subgraph; nil if none was selected.
    func tensors(in subgraph: Subgraph) -> Set<TensorIndex>? {
      switch tensor {
      case nil: nil
      case .index(let index):
        subgraph.tensors.indices.contains(index)
          ? [subgraph.tensors[index].index] : []
      case .name(let name):
        Set(subgraph.tensors.lazy.filter { Self.has($0, name) }.map(\.index))
      }
    }

    /// An operator is shown if no tensor was selected, or if it uses a selected one.
    func includes(_ op: Operator, touching wanted: Set<TensorIndex>?) -> Bool {
      if let wanted, ![op.inputs, op.outputs].joined().contains(where: wanted.contains) {
        return false
      }
      guard let name = self.op else { return true }
      return op.builtin.name == name || op.code.customCode?.text == name
    }

    private static func has(_ tensor: Tensor, _ name: String) -> Bool {
      tensor.name?.scalars.elementsEqual(name.utf8) == true
    }

    private static func key(_ name: String) -> String {
      String(name.uppercased().map { "- ".contains($0) ? "_" : $0 })
    }
  }
}
