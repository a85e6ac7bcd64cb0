internal import ModelFormat

extension HardSwishSplit {
  static func searched(_ s: SplitStrategy, replacing r: ReplacedHardSwish) throws(SplitError)
    -> HardSwishSplit
  { .natural(s, replacing: r) }
}
