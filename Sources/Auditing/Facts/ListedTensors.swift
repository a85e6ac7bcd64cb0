internal import ModelFormat

/// The tensors of a list, each once, for repeated queries.
struct ListedTensors {
  /// In the order of the list.
  let inOrder: [TensorIndex]
  private let all: Set<TensorIndex>

  init(_ list: TensorIndices) {
    var all: Set<TensorIndex> = []
    inOrder = list.filter { all.insert($0).inserted }
    self.all = all
  }

  func contains(_ tensor: TensorIndex) -> Bool { all.contains(tensor) }

  /// The first that is not in `named`, and how many are not.
  ///
  /// The cost depends on the length of `named`, not on that of the list.
  func missing(from named: Set<TensorIndex>) -> (first: TensorIndex, count: Int)? {
    let count = inOrder.count - named.count(where: all.contains)
    guard count > 0, let first = inOrder.first(where: { !named.contains($0) }) else { return nil }
    return (first, count)
  }
}
