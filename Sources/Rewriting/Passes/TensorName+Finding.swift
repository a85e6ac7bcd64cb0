internal import ModelFormat

extension TensorName {
  /// The tensor in a model.
  ///
  /// - Throws: `no-such-part` if there is none, or if several have the name.
  func find(
    in model: Model, subgraph: Int?
  ) throws(Diagnostic) -> (subgraph: Int, tensor: Tensor) {
    let subgraphs = model.subgraphs
    if let subgraph, !subgraphs.indices.contains(subgraph) {
      throw .noSuchIndex("subgraph", subgraph, of: subgraphs.count)
    }
    switch self {
    case .index(let index):
      let home = subgraph ?? 0
      let count = subgraphs.isEmpty ? 0 : subgraphs[home].tensors.count
      guard index >= 0, index < count else {
        throw .noSuchIndex("tensor", index, of: count, in: "subgraph \(home)")
      }
      return (home, subgraphs[home].tensors[index])
    case .name(let name):
      let homes = subgraph.map { [subgraphs[$0]] } ?? Array(subgraphs)
      let bytes = Array(name.utf8)
      let found = homes.flatMap { home in
        home.tensors.lazy.filter { $0.name?.scalars.elementsEqual(bytes) == true }
          .map { (home.index, $0) }
      }
      let shown = name.escapedForDisplay
      guard let first = found.first else {
        throw .noSuchTensor(
          name, among: homes.flatMap { $0.tensors.compactMap { $0.name?.text } })
      }
      guard found.count == 1 else {
        let places = found.prefix(10).map { "tensor \($1.index.rawValue) of subgraph \($0)" }
        throw .noSuchPart(
          "\(found.count) tensors are named '\(shown)': \(places.joined(separator: ", "))"
            + (found.count > 10 ? ", ..." : ""),
          "the name must be unique",
          fix: "Give its index, and its subgraph with --subgraph.")
      }
      return first
    }
  }
}
