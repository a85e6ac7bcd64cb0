internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The weights of one matrix operator, which take a factor back by their scales.
struct WeightFolding {
  private let op: Int
  private let operands: MatrixLayout

  /// - Throws: the reason for which the weights cannot take it, in words.
  init(
    _ op: Operator, _ factor: Float, in subgraph: Int, of draft: Draft
  ) throws(Reason) {
    let graph = draft.subgraphs[subgraph].graph
    guard let operands = op.builtin.traits.matrix,
      let weights = draft.input(operands.weights, of: op.index, in: subgraph)
    else { throw Reason("\(op.label) has no weights") }
    // A tensor that is new in this pass is a copy of weights that were checked before.
    if weights.position < graph.subgraph.tensors.count {
      guard graph.subgraph.tensors[weights.position].isConstant else {
        throw Reason("the weights of \(op.label) are not a quantized constant")
      }
    }
    let scales = draft.scales(of: weights, in: subgraph)
    guard !scales.isEmpty else { throw Reason("the weights of \(op.label) have no scales") }
    // 0 is what some converters give a channel whose weights are all 0.
    guard scales.allSatisfy({ $0 == 0 || ($0 > 0 && ($0 / factor).isNormal) }) else {
      throw Reason("a scale of the weights of \(op.label) is not a positive number that can change")
    }
    (self.op, self.operands) = (op.index, operands)
  }

  /// Divides the scales; if others read the weights, in a copy that shares their data.
  ///
  /// The input's own scale has grown before.
  func apply(_ factor: Float, in subgraph: Int, to draft: inout Draft) {
    guard let weights = draft.ownInput(operands.weights, of: op, in: subgraph) else { return }
    let scales = draft.scales(of: weights, in: subgraph).map { $0 / factor }
    draft.setScales(of: weights, to: scales, in: subgraph)
    draft.divideRange(of: weights, by: factor, in: subgraph)
    draft.rename(weights, adding: "/over_\(factor.words)", in: subgraph)

    guard let position = operands.bias,
      let declared = draft.input(position, of: op, in: subgraph)
        .map({ draft.scales(of: $0, in: subgraph).count }), declared > 0,
      declared == scales.count || scales.count == 1,
      let input = draft.input(operands.input, of: op, in: subgraph)
        .flatMap({ draft.grid(of: $0, in: subgraph) }),
      let bias = draft.ownInput(position, of: op, in: subgraph)
    else { return }
    let products = (0..<declared).map { input.scale * scales[scales.count == 1 ? 0 : $0] }
    draft.setScales(of: bias, to: products, in: subgraph)
  }
}

extension Float {
  /// `6`, or with what is after the decimal point.
  var words: String {
    self == rounded() && magnitude < 1e6 ? "\(Int(saturating: Double(self)))" : "\(self)"
  }
}

extension Draft {
  /// Gives a tensor whose meaning changes another name.
  mutating func rename(_ tensor: TensorIndex, adding suffix: String, in subgraph: Int) {
    subgraphs[subgraph].rename(tensor, adding: suffix)
  }

  /// Divides the range that was seen of a tensor, if the model keeps it.
  fileprivate mutating func divideRange(
    of tensor: TensorIndex, by factor: Float, in subgraph: Int
  ) {
    guard var quantization = subgraphs[subgraph].tensors[tensor.position].quantization else {
      return
    }
    quantization.min = quantization.min?.map { $0 / factor }
    quantization.max = quantization.max?.map { $0 / factor }
    subgraphs[subgraph].tensors[tensor.position].quantization = quantization
  }
}
