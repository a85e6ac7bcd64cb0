internal import ModelFormat
extension Draft {
  mutating func fold(intoReadersOf t: TensorIndex, in s: Int) throws(Reason) { throw Reason("stub") }
  func obstacleToFolding(intoReadersOf t: TensorIndex, in s: Int) -> String? { "stub" }
}
