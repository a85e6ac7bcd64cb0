internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A new scale and zero point for one tensor of 8-bit codes, and everything that has to change with it.
///
/// The producer needs no change: its output multiplier follows from the scales. A consumer uses the new
/// scale, and its bias is rescaled; an operator that passes codes on gets the new scale for its output too,
/// and so on. If anything cannot be adjusted, nothing is changed.
struct Regrid {
  /// Whether tensors that callers of the model see may change.
  enum Interface {
    /// They stay: callers rely on their scales.
    case stays
    /// They may change, because the user requested it.
    case mayChange
  }

  let subgraph: Int
  let (old, grid): (Grid, Grid)
  /// The given tensor, then those with the same codes.
  let tensors: [TensorIndex]
  /// Those of them that callers of the model see.
  let interfaceTensors: [TensorIndex]
  /// The biases that are rescaled.
  let biases: [BiasRescale]

  /// Finds everything that has to change, without changing anything.
  ///
  /// - Complexity: linear in the operators that read the tensors that change.
  /// - Throws: the reason why the scale cannot change.
  init(
    of tensor: TensorIndex, to grid: Grid, interface: Interface, in subgraph: Int, of draft: Draft
  ) throws(Reason) {
    guard let old = draft.grid(of: tensor, in: subgraph) else {
      throw Reason("it is not an 8-bit tensor with one scale and one zero point")
    }
    guard grid.scale.isPositiveNormal else {
      throw Reason(
        "the scale would be \(grid.scale); it must be a positive number, not a subnormal")
    }
    guard grid.codes.contains(grid.zeroPoint) else {
      throw Reason(
        "the zero point would be \(grid.zeroPoint); it must be a code, \(grid.codes.lowest) to "
          + "\(grid.codes.highest)")
    }
    var search = RegridSearch(
      draft: draft, subgraph: subgraph, old: old, grid: grid, interface: interface,
      tensors: [tensor])
    try search.run()
    (self.subgraph, self.old, self.grid) = (subgraph, old, grid)
    (tensors, biases) = (search.tensors, search.biases)
    interfaceTensors = tensors.filter(draft.subgraphs[subgraph].roles.isInterface)
  }

  /// Makes the change.
  func apply(to draft: inout Draft) {
    for tensor in tensors { draft.setQuantization(of: tensor, to: grid, in: subgraph) }
    for bias in biases { bias.apply(in: subgraph, to: &draft) }
  }

  /// What changes, in words.
  var words: String {
    var words =
      "scale \(old.scale) -> \(grid.scale), zero point \(old.zeroPoint) -> \(grid.zeroPoint)"
    if tensors.count > 1 {
      words += "; \((tensors.count - 1).counted("tensor")) after it changed too"
    }
    if !biases.isEmpty { words += "; \(biases.count.counted("bias", "biases")) rescaled" }
    return words
  }
}
