public import ModelFormat

/// The operators that read a tensor, each created on request.
public struct Consumers: RandomAccessCollection, Sendable {
  let operators: Views<Operator>
  let numbers: ArraySlice<Int32>

  /// 0, the position of the first operator.
  public var startIndex: Int { 0 }
  /// The number of operators.
  public var endIndex: Int { numbers.count }

  /// The operator at `position`.
  ///
  /// Precondition: `0 ..< count`.
  public subscript(position: Int) -> Operator {
    operators[Int(numbers[numbers.startIndex + position])]
  }
}
