internal import QuantMath

/// A HARD_SWISH spelled in other operators, with every number that they need.
public enum HardSwishSplit: Hashable, Sendable {
  case relu6(Relu6Split)
  case relu6Folded(Relu6FoldedSplit)
  case depthwise(DepthwiseSplit)
  case int16(Int16Split)
  case lookup(LookupSplit)
  case lookupMicro(LookupMicroSplit)
  case float(FloatSplit)

  /// The split with the numbers that suggest themselves: constants and intermediates fill their
  /// grids.
  public static func natural(_ strategy: SplitStrategy, replacing site: ReplacedHardSwish) -> Self {
    switch strategy {
    case .relu6: .relu6(Relu6Split(replacing: site))
    case .relu6Folded: .relu6Folded(Relu6FoldedSplit(replacing: site))
    case .depthwise: .depthwise(DepthwiseSplit(replacing: site))
    case .int16: .int16(Int16Split(replacing: site))
    case .lookup: .lookup(LookupSplit(replacing: site))
    case .lookupMicro: .lookupMicro(LookupMicroSplit(replacing: site))
    case .float: .float(FloatSplit(replacing: site))
    }
  }

  /// The strategy that the split follows.
  public var strategy: SplitStrategy {
    switch self {
    case .relu6: .relu6
    case .relu6Folded: .relu6Folded
    case .depthwise: .depthwise
    case .int16: .int16
    case .lookup: .lookup
    case .lookupMicro: .lookupMicro
    case .float: .float
    }
  }

  /// Computes what the split computes, with the kernels of `QuantMath`.
  ///
  /// - Throws: `SplitError` where the runtime does not prepare one of the operators.
  public func tables() throws(SplitError) -> SplitTables {
    do {
      return try preparedTables()
    } catch {
      throw SplitError(strategy, error)
    }
  }

  private func preparedTables() throws(PreparationError) -> SplitTables {
    func both(
      _ table: (KernelPath) throws(PreparationError) -> [Int32]
    ) throws(PreparationError) -> SplitTables {
      SplitTables(reference: try table(.reference), defaultX86: try table(.defaultX86))
    }
    switch self {
    case .relu6(let split): return try both(split.table)
    case .relu6Folded(let split): return try both(split.table)
    case .depthwise(let split): return SplitTables(reference: try split.table(), defaultX86: nil)
    case .int16(let split): return try both(split.table)
    case .lookup(let split):
      let table = try split.table()
      return SplitTables(reference: table, defaultX86: table)
    case .lookupMicro(let split):
      let table = try split.table()
      return SplitTables(reference: table, defaultX86: table)
    case .float(let split):
      return SplitTables(
        reference: split.table(.reference), defaultX86: split.table(.defaultX86))
    }
  }
}
