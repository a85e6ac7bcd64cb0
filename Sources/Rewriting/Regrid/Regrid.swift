internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Another grid for one tensor of 8-bit codes, and everything that has to follow.
///
/// Who writes the tensor needs no change: its output multiplier follows from the scales. Who reads
/// it takes the new scale in, and its bias is rescaled; who hands the codes on passes the grid on,
/// too, and so on from there. What cannot follow is a reason to leave all of it as it is.
struct Regrid {
  /// What may become of tensors that callers of the model see.
  enum Interface {
    /// They stay: their grids are a promise.
    case stays
    /// They may change, because the user requested it.
    case mayChange
  }

  let subgraph: Int
  let (old, grid): (Grid, Grid)
  /// The given tensor, then those with the same codes.
  let tensors: [TensorIndex]
  /// Those among them that callers of the model see.
  let interfaceTensors: [TensorIndex]
  /// The biases that follow.
  let biases: [BiasRescale]

  /// Looks at everything that has to follow; nothing is changed yet.
  ///
  /// - Complexity: linear in the operators that read the tensors that change.
  /// - Throws: the reason for which the grid must stay, in words.
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
