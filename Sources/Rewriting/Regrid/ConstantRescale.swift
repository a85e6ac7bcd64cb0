internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A constant that gets another scale and zero point, because an operator reads it beside tensors that do.
///
/// Each code becomes the nearest one: the number moves by at most half of a new step, or to the end of the new range.
struct ConstantRescale {
  private let constant: GridGroup.Constant
  private let codes: RescaledCodes

  /// What must be proved.
  var claim: Claim { .constant(op: constant.op.index, position: constant.position) }
  /// The operator that reads it.
  var op: Int { constant.op.index }
  /// The constant in words.
  let label: String

  /// - Throws: the reason why it cannot be rescaled.
  init(
    _ constant: GridGroup.Constant, from old: Grid, to new: Grid, in subgraph: Int,
    of draft: Draft
  ) throws(Reason) {
    let tensors = draft.subgraphs[subgraph].graph.subgraph.tensors
    let view = tensors[constant.op.inputs[constant.position].position]
    label = view.label
    let ratio = Double(old.scale) / Double(new.scale)
    guard draft.subgraphs[subgraph].tensors[constant.tensor.position].buffer == view.buffer,
      !view.isVariable, !view.isSparse, let data = view.data, data.count == view.byteCount,
      ratio.isFinite,
      let codes = RescaledCodes(
        data, of: view.type, by: ratio,
        zeroPoints: (Int64(old.zeroPoint), Int64(new.zeroPoint)))
    else { throw Reason("the values of \(view.label) are not a dense constant in this file") }
    (self.constant, self.codes) = (constant, codes)
  }

  /// Replaces the constant, with a copy if others read the old one.
  func apply(_ grid: Grid, in subgraph: Int, to draft: inout Draft) {
    guard let own = draft.ownInput(constant.position, of: op, in: subgraph) else { return }
    let buffer = draft.addBuffer(.computed(codes.data))
    draft.subgraphs[subgraph].tensors[own.position].buffer = buffer
    draft.setQuantization(of: own, to: grid, in: subgraph)
  }
}
