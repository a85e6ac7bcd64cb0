internal import ModelFormat

/// The inputs and outputs of a model, with the names of its signature.
struct Ports {
  struct Port {
    let tensor: Tensor
    /// The name in the signature; nil if there is none.
    let name: String?
  }

  let inputs: [Port]
  let outputs: [Port]

  /// The inputs and outputs of the subgraph that a run without a signature uses.
  init(_ model: Model, _ subgraph: Subgraph) {
    let signature = model.signatures.first { Int($0.subgraphIndex) == subgraph.index }
    func ports(_ indices: TensorIndices, _ names: Views<NamedTensor>?) -> [Port] {
      var byTensor: [Int: String] = [:]
      names?.forEach { byTensor[Int($0.tensorIndex)] = $0.name?.text }
      let tensors = subgraph.tensors
      return indices.filter { !$0.isAbsent }.map { index in
        Port(tensor: tensors[index.position], name: byTensor[index.position])
      }
    }
    inputs = ports(subgraph.inputs, signature?.inputs)
    outputs = ports(subgraph.outputs, signature?.outputs)
  }

  /// Pairs by name if both sides have the same unique names; otherwise by position.
  ///
  /// Nil if there are more on one side.
  static func pairs(_ a: [Port], _ b: [Port]) -> [(a: Port, b: Port)]? {
    guard a.count == b.count else { return nil }
    var byName: [String: Port] = [:]
    for port in b {
      if let name = port.name { byName[name] = port }
    }
    let named = a.compactMap { port in
      port.name.flatMap { byName.removeValue(forKey: $0) }.map { (a: port, b: $0) }
    }
    return named.count == a.count ? named : Array(zip(a, b)).map { (a: $0, b: $1) }
  }
}
