/// How the shapes of the two inputs of an operator broadcast, which is all that the runtime checks to choose
/// a kernel.
public enum OperandShapes: Sendable {
  /// Both inputs have the same shape, apart from leading dimensions of 1.
  case equal
  /// One input has a single element.
  case oneElement
  /// One input is repeated, row by row: the innermost dimensions are those of both.
  case repeatedRows
  /// One input is repeated, element by element, along the innermost dimensions.
  case repeatedElements
  /// Both inputs are repeated in ways that the five loops of the vector kernels cannot express.
  case repeatedOtherwise

  /// Compares two shapes.
  ///
  /// - Source: LiteRT `kernels/internal/reference/process_broadcast_shapes.h`,
  ///   `ProcessBroadcastShapes`, and `kernels/internal/optimized/optimized_ops.h`,
  ///   `BinaryBroadcastFiveFold`.
  public init(_ first: [Int32], _ second: [Int32]) {
    func trimmed(_ shape: [Int32]) -> ArraySlice<Int32> { shape.drop { $0 == 1 } }
    if trimmed(first) == trimmed(second) {
      self = .equal
    } else if [first, second].contains(where: { $0.allSatisfy { $0 == 1 } }) {
      self = .oneElement
    } else {
      self.init(repeating: first, second)
    }
  }

  /// Compares shapes of which one is broadcast: looks for five groups of dimensions, of which both shapes
  /// share the first, third and last.
  private init(repeating first: [Int32], _ second: [Int32]) {
    let count = max(first.count, second.count)
    func extended(_ shape: [Int32]) -> [Int32] {
      Array(repeating: 1, count: count - shape.count) + shape
    }
    var pairs = Array(zip(extended(first), extended(second)))
    guard let last = pairs.last(where: { $0.0 != $0.1 }), last.0 == 1 || last.1 == 1 else {
      self = .repeatedOtherwise
      return
    }
    // The first of each pair is the input that is repeated at the innermost of the dimensions that
    // differ.
    if last.0 != 1 { pairs = pairs.map { ($0.1, $0.0) } }
    var row = 1
    func dropLast(while holds: ((Int32, Int32)) -> Bool) {
      while let pair = pairs.last, holds(pair) { pairs.removeLast() }
    }
    while let pair = pairs.last, pair.0 == pair.1 { row *= Int(pairs.removeLast().0) }
    dropLast { $0.0 == 1 }
    dropLast { $0.0 == $0.1 }
    dropLast { $0.1 == 1 }
    dropLast { $0.0 == $0.1 }
    self = !pairs.isEmpty ? .repeatedOtherwise : row > 1 ? .repeatedRows : .repeatedElements
  }
}
