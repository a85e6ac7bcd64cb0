internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The search for all operators that have to undo a factor.
struct FoldingSearch {
  let draft: Draft
  let subgraph: Int
  let factor: Float
  /// The tensor that is multiplied, and those to which the factor is passed on.
  private(set) var tensors: [TensorIndex]
  private(set) var weights: [WeightFolding] = []
  /// A MUL passes the factor on only if one of its operands has it, not both.
  private var products: [Operator] = []

  init(draft: Draft, subgraph: Int, factor: Float, tensor: TensorIndex) {
    (self.draft, self.subgraph, self.factor) = (draft, subgraph, factor)
    tensors = [tensor]
  }

  /// - Throws: the reason why one of them cannot.
  mutating func run() throws(Reason) {
    try check(tensors[0])
    var seen = Set(tensors)
    var next = 0
    while next < tensors.count {
      let readers = graph.consumers(of: tensors[next])
      guard !readers.isEmpty else { throw Reason("\(label(of: tensors[next])) has no consumer") }
      for reader in readers {
        switch try use(of: tensors[next], by: reader) {
        case .takesBack: weights.append(try WeightFolding(reader, factor, in: subgraph, of: draft))
        case .passesOn:
          for output in reader.outputs where !output.isAbsent && seen.insert(output).inserted {
            try check(output)
            tensors.append(output)
          }
        }
      }
      next += 1
    }
    for product in products where product.inputs.count(where: seen.contains) != 1 {
      throw Reason("\(product.label) multiplies it by itself")
    }
  }

  private enum Use { case takesBack, passesOn }

  private mutating func use(of tensor: TensorIndex, by reader: Operator) throws(Reason) -> Use {
    let use = GridUse(of: reader, reading: tensor)
    switch (use, reader.builtin) {
    case (.blocks(let reason), _): throw Reason(reason)
    case (.joins, _):
      throw Reason("\(reader.label) needs the same scale and zero point for all inputs and outputs")
    case (.multiplies, .batchMatmul): break
    case (.multiplies, _): return .takesBack
    case (.carries, _), (_, .mean), (_, .mul):
      guard [.none, .relu].contains(reader.fusedActivation) else {
        throw Reason("\(reader.label) clamps its result, by \(reader.fusedActivation.name)")
      }
      if reader.builtin == .mul { products.append(reader) }
      return .passesOn
    case (.reads, _) where ["SUM", "RELU"].contains(reader.builtin.name): return .passesOn
    case (.reads, _): break
    }
    throw Reason("\(reader.label) is not linear in it, or has no weights to absorb the factor")
  }

  private func check(_ tensor: TensorIndex) throws(Reason) {
    guard let grid = draft.grid(of: tensor, in: subgraph), (factor * grid.scale).isNormal,
      grid.scale > 0
    else { throw Reason("\(label(of: tensor)) has no single 8-bit scale that could change") }
    let view = graph.subgraph.tensors[tensor.position]
    let roles = draft.subgraphs[subgraph].roles
    guard !view.isConstant, !view.isVariable, !roles.isInterface(tensor),
      !roles.isWrittenTwice(tensor), !roles.isIntermediate(tensor)
    else { throw Reason("\(label(of: tensor)) is not an intermediate tensor") }
  }

  private var graph: GraphIndex { draft.subgraphs[subgraph].graph }

  private func label(of tensor: TensorIndex) -> String {
    tensor == tensors[0] ? "its output" : graph.subgraph.label(of: tensor)
  }
}
