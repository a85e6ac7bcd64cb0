internal import ModelFormat

/// The inputs or the outputs of a graph.
enum GraphEnd: Sendable {
  case inputs, outputs
}

extension Draft {
  /// The inputs or outputs of each subgraph, listed by itself or by a signature.
  func ends(_ side: GraphEnd) -> [Set<TensorIndex>] {
    var ends = model.subgraphs.map { Set(side == .inputs ? $0.inputs : $0.outputs) }
    for signature in model.signatures where ends.indices.contains(Int(signature.subgraphIndex)) {
      let named = side == .inputs ? signature.inputs : signature.outputs
      for tensor in named {
        ends[Int(signature.subgraphIndex)].insert(tensor.index)
      }
    }
    return ends
  }

  /// Replaces inputs or outputs: for each subgraph, a map from the old tensor to the new one.
  ///
  /// Their order, and the names that signatures give them, stay.
  mutating func replaceEnds(_ side: GraphEnd, by new: [[TensorIndex: TensorIndex]]) {
    let list = side == .inputs ? \Editable<Subgraph>.inputs : \.outputs
    for (i, new) in new.enumerated() where !new.isEmpty {
      let old = subgraphs[i].table[keyPath: list] ?? []
      subgraphs[i].table[keyPath: list] = old.map { new[$0] ?? $0 }
    }
    let named = side == .inputs ? \Editable<Signature>.inputs : \.outputs
    root.signatureDefs = root.signatureDefs?.map { signature in
      let index = Int(signature.subgraphIndex)
      guard new.indices.contains(index) else { return signature }
      let new = new[index]
      var signature = signature
      signature[keyPath: named] = signature[keyPath: named]?.map { tensor in
        let old = TensorIndex(rawValue: Int32(truncatingIfNeeded: tensor.tensorIndex))
        guard let place = new[old] else { return tensor }
        var tensor = tensor
        tensor.tensorIndex = UInt32(place.rawValue)
        return tensor
      }
      return signature
    }
  }
}
