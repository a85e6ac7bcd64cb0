internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A new scale and zero point for one tensor of codes, and everything that has to change with it.
///
/// The producer needs no change: its output multiplier follows from the scales. A consumer uses the new
/// scale, and its bias is rescaled. Tensors that must have the same scale (`GridGroup`) change together, and constants among
/// them get new codes. If anything cannot be adjusted, nothing is changed.
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
  /// The given tensor, then those that share its scale.
  let tensors: [TensorIndex]
  /// Those of them whose values are computed, or given by callers; the given tensor if there is none.
  let sources: [TensorIndex]
  /// Those of them that callers of the model see.
  let interfaceTensors: [TensorIndex]
  /// The biases that are rescaled.
  let biases: [BiasRescale]
  /// The constants that get new codes.
  let constants: [ConstantRescale]

  /// Finds everything that has to change, without changing anything.
  ///
  /// - Complexity: linear in the operators that read and write the tensors that change.
  /// - Throws: the reason why the scale cannot change.
  init(
    of tensor: TensorIndex, to grid: Grid, interface: Interface, in subgraph: Int, of draft: Draft
  ) throws(Reason) {
    guard let group = GridGroup(of: tensor, in: subgraph, of: draft) else {
      throw Reason("it is not an INT8, UINT8 or INT16 tensor with one scale and one zero point")
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
    guard grid.codes != .int16 || grid.zeroPoint == 0 else {
      throw Reason("the zero point would be \(grid.zeroPoint); that of an INT16 tensor must be 0")
    }
    let check = try RegridCheck(group, to: grid, interface: interface, in: subgraph, of: draft)
    (self.subgraph, old, self.grid) = (subgraph, group.grid, grid)
    tensors = group.tensors
    sources = group.sources.isEmpty ? [tensor] : group.sources
    (biases, constants) = (check.biases, check.constants)
    interfaceTensors = tensors.filter(draft.subgraphs[subgraph].roles.isInterface)
  }

  /// Makes the change.
  func apply(to draft: inout Draft) {
    for tensor in tensors { draft.setQuantization(of: tensor, to: grid, in: subgraph) }
    for bias in biases { bias.apply(in: subgraph, to: &draft) }
    for constant in constants { constant.apply(grid, in: subgraph, to: &draft) }
  }

  /// What changes, in words.
  var words: String {
    var words =
      "scale \(old.scale) -> \(grid.scale), zero point \(old.zeroPoint) -> \(grid.zeroPoint)"
    if tensors.count > 1 {
      words += "; \((tensors.count - 1).counted("other tensor")) with the same codes changed too"
    }
    if !constants.isEmpty { words += "; \(constants.count.counted("constant")) requantized" }
    if !biases.isEmpty { words += "; \(biases.count.counted("bias", "biases")) rescaled" }
    return words
  }
}
