/// How the shapes of the two inputs of an operator go together: all that the runtime looks at to
/// choose between its kernels.
public enum OperandShapes: Sendable {
  /// Both inputs have the same shape; leading dimensions of 1 do not count.
  case equal
  /// One input has a single element.
  case oneElement
  /// One input is repeated along some dimensions.
  case repeated

  /// Compares two shapes.
  ///
  /// - Source: LiteRT `kernels/internal/common.h`, `ProcessBroadcastShapes`.
  public init(_ first: [Int32], _ second: [Int32]) {
    func trimmed(_ shape: [Int32]) -> ArraySlice<Int32> { shape.drop { $0 == 1 } }
    if trimmed(first) == trimmed(second) {
      self = .equal
    } else if [first, second].contains(where: { $0.allSatisfy { $0 == 1 } }) {
      self = .oneElement
    } else {
      self = .repeated
    }
  }
}
