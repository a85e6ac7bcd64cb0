internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A factor that a tensor takes on, and that everybody who reads it takes back by his weights.
///
/// Codes, weights and biases keep their integers; only scales change. The tensor's becomes
/// `F(factor · s)`, those of its readers' weights `F(s / factor)`, and a bias's again input scale x
/// weight scale. Rounding the scales to float32 moves a multiplier by at most some 1e-7 of it: a
/// code in a million may differ by one.
///
/// A tensor that holds another number has another name: what reads values by their names must not
/// take the new for the old.
///
/// Every reader must be linear in the tensor. Matrix operators take the factor into their weights;
/// operators that move, average or add up codes, and MUL by something else, pass it on.
struct ConsumerFolding {
  let subgraph: Int
  let factor: Float
  /// The tensor itself, then those that pass the factor on.
  let tensors: [TensorIndex]
  /// The matrix operators that take the factor back.
  let weights: [WeightFolding]

  /// Looks whether every reader can take the factor; nothing is changed yet.
  ///
  /// - Complexity: linear in the operators that read the tensors that change.
  /// - Throws: the reason for which one cannot, in words.
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
  /// Gives a tensor's codes `factor` times their value, which its readers take back by their
  /// weights.
  ///
  /// - Throws: the reason for which a reader cannot, in words; then nothing is changed.
  mutating func fold(
    _ factor: Float = 6, intoReadersOf tensor: TensorIndex, in subgraph: Int
  ) throws(Reason) {
    // The search holds on to the draft; it must be gone before the draft is changed.
    let folding = try ConsumerFolding(of: factor, intoReadersOf: tensor, in: subgraph, of: self)
    folding.apply(to: &self)
  }

  /// Why a tensor's readers cannot take the inverse of a factor into their weights; nil if they
  /// can.
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
