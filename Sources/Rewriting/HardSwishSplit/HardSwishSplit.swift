internal import ModelFacts
internal import QuantMath

/// A HARD_SWISH spelled in other operators, with every number that they need.
public enum HardSwishSplit: Hashable, Sendable {
  /// ADD with RELU6, MUL by 1/6, MUL.
  case relu6(Relu6Split)
  /// ADD with RELU6, MUL.
  case relu6Folded(Relu6FoldedSplit)
  /// DEPTHWISE_CONV_2D, MUL.
  case depthwise(DepthwiseSplit)
  /// QUANTIZE, ADD with RELU6, MUL, MUL by 1/6, QUANTIZE.
  case int16(Int16Split)
  /// QUANTIZE, GATHER.
  case lookup(LookupSplit)
  /// CAST, ADD, GATHER.
  case lookupMicro(LookupMicroSplit)
  /// DEQUANTIZE, HARD_SWISH, QUANTIZE.
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
    let codes = preparable.input.codes
    func table(_ kernel: CodeKernel?) -> [Int32]? {
      kernel.map { (codes.lowest...codes.highest).map($0) }
    }
    return SplitTables(
      reference: table(try preparable.kernel(KernelSelector(.reference))) ?? [],
      defaultX86: table(try preparable.kernel(KernelSelector(.defaultX86))),
      builtinX86: table(try preparable.kernel(KernelSelector(.builtinX86))))
  }

  private var preparable: any PreparableSplit {
    switch self {
    case .relu6(let split): split
    case .relu6Folded(let split): split
    case .depthwise(let split): split
    case .int16(let split): split
    case .lookup(let split): split
    case .lookupMicro(let split): split
    case .float(let split): split
    }
  }
}
