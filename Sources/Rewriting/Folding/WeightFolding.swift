internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The weights of one matrix operator, which undo a factor in their scales.
struct WeightFolding {
  private let op: Int
  private let operands: MatrixLayout

  /// - Throws: the reason why the weights cannot.
  init(
    _ op: Operator, _ factor: Float, in subgraph: Int, of draft: Draft
  ) throws(Reason) {
    let graph = draft.subgraphs[subgraph].graph
    guard let operands = op.builtin.traits.matrix,
      let weights = draft.input(operands.weights, of: op.index, in: subgraph)
    else { throw Reason("\(op.label) has no weights") }
    // A tensor that is new in this pass is a copy of weights that were already checked.
    if weights.position < graph.subgraph.tensors.count {
      guard graph.subgraph.tensors[weights.position].isConstant else {
        throw Reason("the weights of \(op.label) are not a quantized constant")
      }
    }
    let scales = draft.scales(of: weights, in: subgraph)
    guard !scales.isEmpty else { throw Reason("the weights of \(op.label) have no scales") }
    // Some converters write a scale of 0 for a channel whose weights are all 0.
    guard scales.allSatisfy({ $0 == 0 || ($0 > 0 && ($0 / factor).isNormal) }) else {
      throw Reason("a scale of the weights of \(op.label) is not a positive number that can change")
    }
    (self.op, self.operands) = (op.index, operands)
  }

  /// Divides the scales; if others read the weights, this is done in a copy that shares their data.
  ///
  /// The input's own scale was multiplied before.
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
  /// `6`, or with decimals if there are any.
  var words: String {
    self == rounded() && magnitude < 1e6 ? "\(Int(saturating: Double(self)))" : "\(self)"
  }
}

extension Draft {
  /// Renames a tensor whose meaning changes.
  mutating func rename(_ tensor: TensorIndex, adding suffix: String, in subgraph: Int) {
    subgraphs[subgraph].rename(tensor, adding: suffix)
  }

  /// Divides the observed range of a tensor, if the model has it.
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
