internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The tensors that must have one scale and zero point, because operators pass codes from one to the other unchanged.
///
/// From a tensor, these are the outputs of a RESHAPE that reads it, the other inputs of a CONCATENATION, what a MAX_POOL_2D
/// wrote it from, and so on. Operators that compute are the ends of a group: they read and write any scale.
struct GridGroup {
  /// A constant that an operator of the group reads.
  struct Constant {
    let op: Operator
    /// Its position among the operator's inputs.
    let position: Int
    /// The tensor at this moment of the pass, which may be a copy.
    let tensor: TensorIndex
  }

  /// The common scale and zero point.
  let grid: Grid
  /// The given tensor first; no constants.
  private(set) var tensors: [TensorIndex]
  /// Those whose values are computed or given by callers, in the order in which they were found.
  private(set) var sources: [TensorIndex] = []
  /// The constants with the same scale and zero point.
  private(set) var constants: [Constant] = []
  /// Tensors that should have the same scale and zero point, and have not.
  private(set) var strangers: [(op: Operator, grid: Grid?)] = []

  /// The group of a tensor; nil unless it has INT8, UINT8 or INT16 codes, one scale and one zero point.
  ///
  /// - Complexity: linear in the operators that read and write the group.
  init?(of tensor: TensorIndex, in subgraph: Int, of draft: Draft) {
    guard let grid = draft.grid(of: tensor, in: subgraph) else { return nil }
    (self.grid, tensors) = (grid, [tensor])
    let graph = draft.subgraphs[subgraph].graph
    var seen = Set(tensors)
    var linked: Set<Int> = []
    var next = 0
    while next < tensors.count {
      let tensor = tensors[next]
      next += 1
      let producer = graph.producer(of: tensor)
      if let producer, Self.passesCodes(producer) {
        if linked.insert(producer.index).inserted { link(producer, in: subgraph, of: draft, &seen) }
        if !isFed(producer, by: seen) { sources.append(tensor) }
      } else {
        sources.append(tensor)
      }
      for reader in graph.consumers(of: tensor)
      where Self.passesCodes(reader) && linked.insert(reader.index).inserted {
        link(reader, in: subgraph, of: draft, &seen)
      }
    }
  }

  /// Whether the inputs and outputs of an operator must have one scale and zero point.
  static func passesCodes(_ op: Operator) -> Bool {
    let use = GridUse.ofData(op)
    return use == .carries || use == .joins
  }

  /// Adds the data inputs and the outputs of an operator.
  private mutating func link(
    _ op: Operator, in subgraph: Int, of draft: Draft, _ seen: inout Set<TensorIndex>
  ) {
    let (graph, roles) = (draft.subgraphs[subgraph].graph, op.builtin.traits.roles)
    // Copied once: a CONCATENATION may have thousands.
    let (inputs, old) = (
      draft.subgraphs[subgraph].operators[op.index].inputs ?? [], Array(op.inputs)
    )
    for (position, input) in inputs.enumerated() where roles.isData(position) && !input.isAbsent {
      guard hasCodes(input, in: subgraph, of: draft) else { continue }
      let own = draft.grid(of: input, in: subgraph)
      if own != grid {
        strangers.append((op, own))
      } else if graph.tensor(old[position])?.isConstant == true {
        constants.append(Constant(op: op, position: position, tensor: input))
      } else if seen.insert(input).inserted {
        tensors.append(input)
      }
    }
    for output in op.outputs where !output.isAbsent && hasCodes(output, in: subgraph, of: draft) {
      let own = draft.grid(of: output, in: subgraph)
      if own != grid {
        strangers.append((op, own))
      } else if seen.insert(output).inserted {
        tensors.append(output)
      }
    }
  }

  /// Whether a tensor has the type of the group; others are indices, sizes or conditions.
  private func hasCodes(_ tensor: TensorIndex, in subgraph: Int, of draft: Draft) -> Bool {
    draft.subgraphs[subgraph].tensors[tensor.position].type.codes == grid.codes
  }

  /// Whether an operator passes on codes of the group itself.
  private func isFed(_ op: Operator, by seen: Set<TensorIndex>) -> Bool {
    op.inputs.contains(where: seen.contains) || constants.contains { $0.op.index == op.index }
  }
}
