internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A bias that is rescaled because the input's scale changes.
///
/// Each code is multiplied by old scale / new scale and rounded to the nearest integer, ties away
/// from zero: it moves by at most half of a new step, input scale x weight scale.
struct BiasRescale {
  let op: Int
  /// The bias among the operator's inputs.
  private let position: Int
  /// Input scale x weight scale for each channel; none if the bias declares no scale.
  private let scales: [Float]
  private let codes: RescaledCodes

  /// The new bias of a matrix operator; nil if it has none, or if it can stay.
  ///
  /// - Throws: the reason why it cannot be rescaled.
  init?(
    of op: Operator, from old: Grid, to new: Grid, in subgraph: Int, of draft: Draft
  ) throws(Reason) {
    guard let positions = op.builtin.traits.matrix, let position = positions.bias,
      let index = draft.input(position, of: op.index, in: subgraph), old.scale != new.scale
    else { return nil }
    self.op = op.index
    self.position = position
    let ratio = Double(old.scale) / Double(new.scale)
    guard old.scale.isFinite, old.scale > 0, ratio.isFinite else {
      throw Reason("the bias of \(op.label) cannot be rescaled from scale \(old.scale)")
    }
    codes = try Self.codes(of: index, for: op, in: subgraph, of: draft, by: ratio)
    scales = try Self.scales(index, positions, op, new, in: subgraph, of: draft)
    guard codes.fits else {
      throw Reason("a code of the bias of \(op.label) would not fit in its type")
    }
  }

  private static func codes(
    of bias: TensorIndex, for op: Operator, in subgraph: Int, of draft: Draft, by ratio: Double
  ) throws(Reason) -> RescaledCodes {
    let draft = draft.subgraphs[subgraph]
    let tensors = draft.graph.subgraph.tensors
    guard bias.position < tensors.count,
      draft.tensors[bias.position].buffer == tensors[bias.position].buffer
    else { throw Reason("the bias of \(op.label) was changed by another pass") }
    let tensor = tensors[bias.position]
    guard let data = tensor.data, draft.graph.producer(of: bias) == nil, !tensor.isVariable else {
      throw Reason("the bias of \(op.label) is not a constant in this file")
    }
    guard [.int32, .int64].contains(tensor.type), data.count == tensor.byteCount,
      let codes = RescaledCodes(data, of: tensor.type, by: ratio)
    else {
      throw Reason(
        "the bias of \(op.label) is \(tensor.type.name), \(data.count) bytes; it must be INT32 or INT64, "
          + "one value per element")
    }
    return codes
  }

  private static func scales(
    _ bias: TensorIndex, _ positions: MatrixLayout, _ op: Operator, _ new: Grid, in subgraph: Int,
    of draft: Draft
  ) throws(Reason) -> [Float] {
    guard let quantization = draft.subgraphs[subgraph].tensors[bias.position].quantization
    else { return [] }
    let declared = quantization.scale?.count ?? 0
    let weights =
      draft.input(positions.weights, of: op.index, in: subgraph)
      .map { draft.scales(of: $0, in: subgraph) } ?? []
    guard declared > 0, quantization.details == nil else { return [] }
    guard weights.count == declared || weights.count == 1 else {
      throw Reason(
        "the bias of \(op.label) has \(declared) scales, and the weights have \(weights.count)")
    }
    let products = weights.map { new.scale * $0 }
    return weights.count == declared
      ? products : Array(repeating: products[0], count: declared)
  }

  /// Replaces the bias, with a copy if others read the old one.
  func apply(in subgraph: Int, to draft: inout Draft) {
    guard let bias = draft.ownInput(position, of: op, in: subgraph) else { return }
    let buffer = draft.addBuffer(.computed(codes.data))
    draft.subgraphs[subgraph].tensors[bias.position].buffer = buffer
    if !scales.isEmpty { draft.setScales(of: bias, to: scales, in: subgraph) }
  }
}
