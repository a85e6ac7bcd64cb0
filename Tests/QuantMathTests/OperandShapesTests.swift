import QuantMath
import Testing

@Suite struct OperandShapesTests {
  static let rows: [(first: [Int32], second: [Int32], shapes: OperandShapes)] = [
    ([2, 3], [2, 3], .equal), ([1, 1, 2, 3], [2, 3], .equal), ([], [1, 1], .equal),
    ([2, 3], [1], .oneElement), ([], [2, 3], .oneElement), ([2, 3], [1, 1, 1], .oneElement),
    ([2, 3], [3], .repeatedRows), ([2, 3], [2, 1], .repeatedElements),
    ([2, 1, 3], [4, 3], .repeatedRows), ([2, 5, 1], [2, 5, 7], .repeatedElements),
    // A row of one element is none, one with a dimension of 1 is one.
    ([3, 1, 1], [3, 4, 1], .repeatedElements), ([2, 3, 1], [3, 1], .repeatedRows),
    ([4, 2, 1, 3, 1], [1, 2, 5, 3, 7], .repeatedOtherwise),
    ([2, 1, 3, 1], [4, 1, 23], .repeatedOtherwise), ([6], [2, 3], .repeatedOtherwise),
  ]

  @Test(arguments: rows)
  func compares(_ row: (first: [Int32], second: [Int32], shapes: OperandShapes)) {
    #expect(OperandShapes(row.first, row.second) == row.shapes)
    #expect(OperandShapes(row.second, row.first) == row.shapes)
  }
}
