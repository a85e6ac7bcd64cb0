extension HardSwishSplit {
  /// The best split that a search over the free numbers finds.
  ///
  /// Least worst error in codes against the operator, over the reference and the default path, and over
  /// the built-in kernels where those overflow;
  /// then fewest codes changed, with the reference kernels and then on the default path; then
  /// nearest to the real function. It is never worse than `natural`, and the same for the same
  /// grids on every machine. `lookup`, `lookup-micro` and `float` have nothing to choose.
  ///
  /// - Complexity: some 13,000 candidates, of which most are given up after a few codes.
  /// - Throws: `SplitError` where the runtime does not prepare even the natural split, or the grids
  ///   leave nothing to compute with.
  public static func best(
    _ strategy: SplitStrategy, replacing site: ReplacedHardSwish
  ) throws(SplitError) -> Self {
    try site.requireUsableScales(strategy)
    let natural = natural(strategy, replacing: site)
    let score = SplitScore(try natural.tables(), site)
    if score.isExact { return natural }
    let scorer = SplitScorer(site)
    let found: Self? =
      switch strategy {
      case .relu6: SplitSearch.run(Relu6Space(site), scorer, natural: score).map(Self.relu6)
      case .relu6Folded:
        SplitSearch.run(Relu6FoldedSpace(site), scorer, natural: score).map(Self.relu6Folded)
      case .depthwise:
        SplitSearch.run(DepthwiseSpace(site), scorer, natural: score).map(Self.depthwise)
      case .int16: SplitSearch.run(Int16Space(site), scorer, natural: score).map(Self.int16)
      case .lookup, .lookupMicro, .float: nil
      }
    return found ?? natural
  }
}
