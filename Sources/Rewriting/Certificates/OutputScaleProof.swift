internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The cost of a new scale and zero point for one tensor.
///
/// An operator that computes rounds its result anew, to the new scale, and what the old scale clamped may no
/// longer be clamped. So the bound follows from the operator, not from the values of the old codes.
struct OutputScaleProof {
  private let pair: ModelPair
  private let subgraph: Int
  private let tensor: TensorIndex
  private let (old, new): (Grid, Grid)

  /// Nil if there are no scales to compare.
  init?(of tensor: TensorIndex, in subgraph: Int, of pair: ModelPair) {
    guard let place = pair.place(of: tensor, in: subgraph),
      let old = QuantizedTensor(pair.old[subgraph].subgraph.tensors[tensor.position]).grid,
      let new = QuantizedTensor(pair.new[subgraph].subgraph.tensors[place.position]).grid,
      old.codes.count <= CodeRange.int16.count, new.granularity == .perTensor
    else { return nil }
    (self.pair, self.subgraph, self.tensor, self.old, self.new) = (pair, subgraph, tensor, old, new)
  }

  func certificate(_ layers: inout LayerProofs) -> Certificate {
    guard old.isOrdinary, new.isOrdinary else {
      return .bound(.none("the scale \(old.scale) or \(new.scale) is not positive"))
    }
    do throws(Reason) {
      guard let producer = pair.old[subgraph].producer(of: tensor) else {
        return try bound(
          of: .none, "the bound holds if the caller rounds input values to the nearest code")
      }
      if let pairs = PairProof(producer, in: subgraph, of: pair) {
        return .codes(try pairs.certificate())
      }
      let input = producer.inputs.first.flatMap(pair.old[subgraph].tensor)
      if producer.builtin == .quantize, input?.type == .float32 {
        return try bound(of: producer, "for any float, rounded to the nearest code")
      }
      guard producer.builtin.traits.isQuantizedLayer else { return try bound(ofResult: producer) }
      let found = try layers.bound(of: producer, in: subgraph)
      return .bound(
        .bounded(
          found.codes, newSteps: found.newSteps,
          "\(producer.builtin.name) requantizes its accumulator to the new scale, and clamps it to the new range"
        ))
    } catch {
      return .bound(.none(error.words))
    }
  }

  /// The bound for an operator with a known result and unchanged inputs.
  private func bound(ofResult op: Operator) throws(Reason) -> Certificate {
    let result = try ExactResult(of: op, in: pair.old[subgraph])
    guard pair.readsTheSame(op, in: subgraph) else {
      throw Reason("the inputs or options of \(op.builtin.name) changed too")
    }
    let (from, to) = (try Requantization(op, old), try Requantization(op, new))
    let rounding = try from.scale * result.error(on: from) + to.scale * result.error(on: to)
    return bound(
      from, to, for: result.values, rounding,
      "\(op.builtin.name) rounds its result to the new scale")
  }

  /// The bound for any real number, rounded to the nearest code and clamped.
  private func bound(of op: Operator?, _ what: String) throws(Reason) -> Certificate {
    let (from, to) = (try Requantization(old, .none), try Requantization(new, .none))
    let everything = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    // A quotient or a product with 1/scale, in float32.
    let half = 0.5 + Double(old.codes.count) * 0x1p-22
    return bound(from, to, for: everything, half * (from.scale + to.scale), what)
  }

  /// The bound from what one of the two scales clamps and the other does not, and from the rounding of both.
  private func bound(
    _ from: Requantization, _ to: Requantization, for values: ClosedRange<Double>,
    _ rounding: Double, _ what: String
  ) -> Certificate {
    let clamping = Requantization.clampDistance(from, to, for: values)
    let distance = min(clamping + rounding, Requantization.widestDistance(from, to))
    return .bound(
      .bounded(
        from.codes(distance, to: to),
        newSteps: from.hasSameSteps(as: to) ? nil : distance / to.scale, what))
  }
}
