internal import ModelFormat
extension HardSwishSplit {
  static func searched(_ s: SplitStrategy, replacing r: ReplacedHardSwish) throws(SplitError) -> HardSwishSplit { .natural(s, replacing: r) }
}
extension Draft {
  mutating func fold(intoReadersOf t: TensorIndex, in s: Int) throws(Reason) { throw Reason("stub") }
  func obstacleToFolding(intoReadersOf t: TensorIndex, in s: Int) -> String? { "stub" }
}
