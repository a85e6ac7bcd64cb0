import QuantMath
import Testing

@Suite struct OperandShapesTests {
  static let rows: [(first: [Int32], second: [Int32], shapes: OperandShapes)] = [
    ([2, 3], [2, 3], .equal), ([1, 1, 2, 3], [2, 3], .equal), ([], [1, 1], .equal),
    ([2, 3], [1], .oneElement), ([], [2, 3], .oneElement), ([2, 3], [1, 1, 1], .oneElement),
    ([2, 3], [3], .repeated), ([2, 3], [2, 1], .repeated), ([6], [2, 3], .repeated),
  ]

  @Test(arguments: rows)
  func compares(_ row: (first: [Int32], second: [Int32], shapes: OperandShapes)) {
    #expect(OperandShapes(row.first, row.second) == row.shapes)
    #expect(OperandShapes(row.second, row.first) == row.shapes)
  }
}
