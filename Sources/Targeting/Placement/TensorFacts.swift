internal import ModelFacts
internal import ModelFormat

/// What limits need to know about a tensor, computed once however many operators use it.
final class TensorFacts: Sendable {
  let tensor: Tensor
  let type: ElementType
  /// FLOAT16 for the output of a folded DEQUANTIZE from FLOAT16, otherwise the type.
  let storedType: ElementType
  let shape: [Int32]
  let isConstant: Bool
  /// 0 if the tensor has no scale.
  let scaleCount: Int
  let lowestScale: Float
  let highestScale: Float
  /// True if every scale is above 0; NaN is not.
  let hasPositiveScales: Bool
  /// True if every scale is a positive normal number.
  let hasNormalScales: Bool
  /// The dimension that scales run along.
  let axis: Int32
  let lowestZeroPoint: Int64
  let highestZeroPoint: Int64
  /// True if a dimension other than the first may change between runs.
  let isDynamic: Bool

  /// True for a constant outside the tables or in another file.
  let isOutsideTables: Bool
  /// True for an input or an output of the whole model.
  let isInterface: Bool

  private let sums: WeightSumMemo

  /// `folded`: the type from which the values are computed before the first run; nil if they are
  /// not.
  init(
    _ tensor: Tensor, _ sums: WeightSumMemo, isOutsideTables: Bool, isInterface: Bool,
    folded: ElementType?
  ) {
    (self.tensor, self.sums) = (tensor, sums)
    self.isInterface = isInterface
    self.isOutsideTables = isOutsideTables || tensor.externalBuffer != 0
    type = tensor.type
    storedType = folded == .float16 ? .float16 : tensor.type
    shape = tensor.shape
    isConstant = folded != nil || tensor.isConstant
    let parameters = tensor.quantization
    let scales = parameters?.storedScales
    scaleCount = scales?.count ?? 0
    lowestScale = scales?.shared("least") { scales?.min() ?? .nan } ?? .nan
    highestScale = scales?.shared("greatest") { scales?.max() ?? .nan } ?? .nan
    hasPositiveScales = scales?.shared("positive") { scales?.allSatisfy { $0 > 0 } ?? true } ?? true
    hasNormalScales =
      scales?.shared("normal") {
        scales?.allSatisfy { $0 >= .leastNormalMagnitude && $0 <= .greatestFiniteMagnitude } ?? true
      } ?? true
    axis = parameters?.axis ?? 0
    let zeroPoints = parameters?.storedZeroPoints
    lowestZeroPoint = zeroPoints?.shared("least") { zeroPoints?.min() ?? 0 } ?? 0
    highestZeroPoint = zeroPoints?.shared("greatest") { zeroPoints?.max() ?? 0 } ?? 0
    // Converters leave the batch dimension open in nearly every model; if it is stored as 1, it is 1.
    isDynamic =
      shape.contains { $0 < 0 } || tensor.shapeSignature?.dropFirst().contains { $0 < 0 } ?? false
  }

  /// The largest sum of absolute weights of one channel; see `WeightSum`.
  func weightSum(axis: Int) -> Double? { sums.sum(of: self, axis: axis) }

  /// The number of elements; nil if a dimension is unknown or the product is too large.
  var elementCount: Int? { tensor.elementCount }

  /// A dimension counted from the last, -1; 1 for those before the first, nil if unknown.
  func dimension(_ fromEnd: Int) -> Int? {
    let position = shape.count + fromEnd
    guard position >= 0 else { return 1 }
    guard shape.indices.contains(position), shape[position] >= 0 else { return nil }
    return Int(shape[position])
  }
}

/// The tensors of a subgraph, each analyzed on the first request.
final class TensorFactsCache {
  private let graph: GraphIndex
  private let outside: Set<UInt32>
  private let interface: Set<Int32>
  private var facts: [TensorFacts?]
  private let sums: WeightSumMemo

  /// - Parameter outside: the buffers whose data lies outside the tables of the file.
  init(_ graph: GraphIndex, _ sums: WeightSumMemo, outside: Set<UInt32>) {
    (self.graph, self.sums, self.outside) = (graph, sums, outside)
    let subgraph = graph.subgraph
    interface =
      subgraph.index == 0
      ? Set(subgraph.inputs.map(\.rawValue) + subgraph.outputs.map(\.rawValue)) : []
    facts = Array(repeating: nil, count: graph.subgraph.tensors.count)
  }

  /// Nil for an optional input that is left out.
  subscript(index: TensorIndex) -> TensorFacts? {
    guard facts.indices.contains(Int(index.rawValue)) else { return nil }
    if let known = facts[index.position] { return known }
    let new = look(at: index, folded: nil)
    facts[index.position] = new
    return new
  }

  /// Treats a tensor as constant from now on: the target computes it before the first run.
  func fold(_ index: TensorIndex, from input: TensorIndex) {
    guard facts.indices.contains(Int(index.rawValue)) else { return }
    let source = self[input]
    facts[index.position] = look(at: index, folded: source?.storedType)
  }

  private func look(at index: TensorIndex, folded: ElementType?) -> TensorFacts? {
    graph.tensor(index).map {
      TensorFacts(
        $0, sums, isOutsideTables: outside.contains($0.buffer.rawValue),
        isInterface: interface.contains(index.rawValue), folded: folded)
    }
  }
}
