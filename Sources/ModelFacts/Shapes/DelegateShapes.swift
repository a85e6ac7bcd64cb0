internal import ModelFormat

/// Shapes that XNNPACK, LiteRT's default delegate, rejects in operators that it has accepted.
///
/// It accepts an operator before it knows the shapes; if it rejects them later, allocation fails, although
/// the built-in kernels would run the operator.
///
/// Source: XNNPACK `include/xnnpack.h`, `XNN_MAX_TENSOR_DIMS`; one-operator models of rank 7, run in
/// ai-edge-litert 2.3.0.
enum DelegateShapes {
  private static let mostDimensions = 6
  private static let taken: Set<ElementType> = [.float32, .int8, .uint8]

  /// Checks an operator and its results against the limits of the delegate.
  static func require(_ op: OperatorShapes, _ results: [TensorShape]) throws(ShapeFault) {
    let ranks: [Int?]
    switch op.op.builtin.name {
    case "CONCATENATION" where (2...5).contains(op.inputs.count):
      ranks = results.map(\.rank)
    case "SPLIT" where (2...4).contains(op.outputs.count): ranks = [op.input(1)?.rank]
    case "SUM", "MEAN", "REDUCE_MAX", "REDUCE_MIN":
      // It leaves a reduction to the built-in kernels if there are no axes, or if they are not a list.
      guard op.input(1)?.values?.isEmpty == false, (op.input(1)?.rank ?? 0) <= 1 else { return }
      ranks = [op.input(0)?.rank]
    case "SOFTMAX" where op.input(0)?.type == .float32: ranks = [op.input(0)?.rank]
    case "RESHAPE": ranks = results.map(\.rank)
    case "TRANSPOSE": return try requirePermutation(op)
    case "FULLY_CONNECTED": return try requireWholeRows(op)
    default: return
    }
    guard let type = (op.outputs.first ?? nil)?.type, taken.contains(type),
      let rank = ranks.first ?? nil, rank > mostDimensions
    else { return }
    throw ShapeFault(
      "the rank is \(rank); XNNPACK, LiteRT's default delegate, allows up to \(mostDimensions)")
  }

  /// The built-in kernel rounds the number of rows down.
  private static func requireWholeRows(_ op: OperatorShapes) throws(ShapeFault) {
    guard let input = op.input(0), let weights = op.input(1), taken.contains(input.type),
      input.type == .float32 || input.isQuantized, weights.isConstant, op.options != nil,
      let count = input.shape.elementCount, let depth = weights[1], depth > 0, count % depth != 0
    else { return }
    throw ShapeFault(
      "the input has shape \(input.shape), \(count) elements; they must be a multiple of the "
        + "weights' \(depth)")
  }

  private static func requirePermutation(_ op: OperatorShapes) throws(ShapeFault) {
    guard let axes = op.input(1)?.values, let rank = op.input(0)?.rank,
      op.input(0).map({ taken.contains($0.type) }) == true
    else { return }
    guard Set(axes.map { $0 < 0 ? $0 + rank : $0 }).count < axes.count else { return }
    // XNNPACK leaves higher ranks to the built-in kernel, which writes some elements twice.
    throw ShapeFault(
      "the permutation \(TensorShape(axes.map { $0 })) names an axis twice",
      rank > 6 ? .miscomputes : .rejects)
  }
}
