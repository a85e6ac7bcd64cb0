/// A list of tensors of one subgraph, read in place.
public struct TensorIndices: RandomAccessCollection, Sendable {
  private let numbers: Scalars<Int32>?

  init(_ numbers: Scalars<Int32>?) { self.numbers = numbers }

  /// 0, the position of the first index.
  public var startIndex: Int { 0 }
  /// The number of indices; 0 if the file leaves the list out.
  public var endIndex: Int { numbers?.count ?? 0 }

  /// The index at `position`.
  ///
  /// Precondition: `0 ..< count`.
  public subscript(position: Int) -> TensorIndex {
    guard let numbers else { preconditionFailure("index \(position) of an empty list") }
    return TensorIndex(rawValue: numbers[position])
  }
}
