internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A factor that a tensor is multiplied by, and that its consumers undo in their weights.
///
/// Codes, weights and biases keep their integers; only scales change. The tensor's becomes `F(factor · s)`,
/// those of its consumers' weights `F(s / factor)`, and that of a bias input scale x weight scale again.
/// Rounding the scales to float32 changes a multiplier by about 1e-7 of it at most: one code in a million may
/// differ by one.
///
/// A tensor with a different meaning gets a different name, so that tools that read values by name do not
/// mistake it for the old one.
///
/// Every consumer must be linear in the tensor. Matrix operators absorb the factor in their weights;
/// operators that move, average or sum codes, and MUL by something else, pass it on.
struct ConsumerFolding {
  let subgraph: Int
  let factor: Float
  /// The tensor itself, then those that pass the factor on.
  let tensors: [TensorIndex]
  /// The matrix operators that undo the factor.
  let weights: [WeightFolding]

  /// Checks whether every consumer can undo the factor, without changing anything.
  ///
  /// - Complexity: linear in the operators that read the tensors that change.
  /// - Throws: the reason why one cannot.
  init(
    of factor: Float, intoReadersOf tensor: TensorIndex, in subgraph: Int, of draft: Draft
  ) throws(Reason) {
    var search = FoldingSearch(draft: draft, subgraph: subgraph, factor: factor, tensor: tensor)
    try search.run()
    (self.subgraph, self.factor) = (subgraph, factor)
    (tensors, weights) = (search.tensors, search.weights)
  }

  /// Makes the change.
  func apply(to draft: inout Draft) {
    for tensor in tensors {
      guard let grid = draft.grid(of: tensor, in: subgraph) else { continue }
      draft.setQuantization(
        of: tensor,
        to: Grid(scale: factor * grid.scale, zeroPoint: grid.zeroPoint, codes: grid.codes),
        in: subgraph)
      draft.rename(tensor, adding: "/times_\(factor.words)", in: subgraph)
    }
    for weights in weights { weights.apply(factor, in: subgraph, to: &draft) }
  }
}

extension Draft {
  /// Multiplies the values of a tensor's codes by `factor`, which its consumers undo in their weights.
  ///
  /// - Throws: the reason why a consumer cannot; then nothing is changed.
  mutating func fold(
    _ factor: Float = 6, intoReadersOf tensor: TensorIndex, in subgraph: Int
  ) throws(Reason) {
    // The search retains the draft, so it must be released before the draft is changed.
    let folding = try ConsumerFolding(of: factor, intoReadersOf: tensor, in: subgraph, of: self)
    folding.apply(to: &self)
  }

  /// Why a tensor's consumers cannot absorb the inverse of a factor in their weights; nil if they can.
  func obstacleToFolding(
    _ factor: Float = 6, intoReadersOf tensor: TensorIndex, in subgraph: Int
  ) -> String? {
    do throws(Reason) {
      _ = try ConsumerFolding(of: factor, intoReadersOf: tensor, in: subgraph, of: self)
      return nil
    } catch {
      return error.words
    }
  }
}
