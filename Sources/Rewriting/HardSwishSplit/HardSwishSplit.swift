internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Operators that replace a HARD_SWISH, with every number that they need.
protocol SplitOperators: Sendable {
  /// The numbers that were chosen, for a person to read.
  var words: String { get }

  /// Adds the operators and their tensors.
  func write(with writer: inout SplitWriter, in draft: inout Draft)
}

/// A strategy: one way to replace a quantized HARD_SWISH, and its numbers for one site.
///
/// Each file in `Strategies` holds one strategy and everything specific to it; `SplitStrategy.allCases` lists
/// them.
protocol HardSwishSplit: SplitOperators {
  /// What is typed after `--split-hard-swish=`.
  static var name: String { get }

  /// What the strategy does, in one line.
  static var summary: String { get }

  /// The operators that replace one HARD_SWISH on a tensor of rank 4, in their order.
  ///
  /// Nil if the strategy does not work on data of that type.
  static func operators(on type: ElementType) -> [OperatorUse]?

  /// The operators on FLOAT32; nil if the strategy cannot be used there.
  static var onFloats: (any SplitOperators)? { get }

  /// The factor of hard-swish that the output holds, which the weights of its consumers undo.
  static var factor: Int { get }

  /// The unusual conditions of scales under which the strategy cannot be used.
  static var unusable: [ArithmeticCondition] { get }

  /// Why the strategy cannot be used at a site, whatever its numbers; nil if it can.
  static func obstacle(at site: SplitSite, in draft: Draft) -> String?

  /// Whether all paths compute the same, so that one check is enough.
  static var pathsAgree: Bool { get }

  /// The natural numbers: constants and intermediate tensors use all of their codes.
  init(replacing site: ReplacedHardSwish)

  /// The best split that a search over the free numbers finds.
  ///
  /// Nil if none is better than `natural`, or there is nothing to choose.
  static func search(with scorer: SplitScorer, beating natural: SplitScore) -> Self?

  /// The quantization of the input.
  var input: Grid { get }

  /// The output code of an input code with some kernels; nil if those are not modelled.
  ///
  /// Every split has a kernel for the reference.
  ///
  /// - Throws: if the runtime does not prepare one of the operators.
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel?
}

/// A split, prepared: the output code of an input code.
typealias CodeKernel = (Int32) -> Int32

extension HardSwishSplit {
  static var onFloats: (any SplitOperators)? { nil }
  static var factor: Int { 1 }
  static var unusable: [ArithmeticCondition] {
    [.missingQuantization, .perAxisQuantization, .zeroScale, .scaleNotFinite, .negativeScale]
  }
  static func obstacle(at site: SplitSite, in draft: Draft) -> String? { nil }
  static var pathsAgree: Bool { false }
  static func search(with scorer: SplitScorer, beating natural: SplitScore) -> Self? { nil }
}

extension HardSwishSplit {
  /// The strategy as a value.
  static var strategy: SplitStrategy { SplitStrategy(Self.self) }

  /// The strategy that the split follows.
  var strategy: SplitStrategy { Self.strategy }

  /// The best split that a search over the free numbers finds.
  ///
  /// The best split has the smallest maximum error in codes against the operator, on the reference and the
  /// default path, and with the built-in kernels if those overflow; then the fewest codes changed, with the
  /// reference kernels and then on the default path; then it is nearest to the real function. It is never
  /// worse than the natural one, and the same for the same quantization on every machine.
  ///
  /// - Complexity: about 13,000 candidates, most of which are dropped after a few codes.
  /// - Throws: `SplitError` if the runtime does not prepare even the natural split, or if the scales are
  ///   unusable.
  static func best(replacing site: ReplacedHardSwish) throws(SplitError) -> Self {
    if let condition = site.conditions.first(where: unusable.contains) {
      throw SplitError(
        strategy, condition,
        "input scale \(site.input.scale), output scale \(site.output.scale)")
    }
    let natural = Self(replacing: site)
    let score = SplitScore(try natural.tables(), site)
    if score.isExact { return natural }
    return search(with: SplitScorer(site), beating: score) ?? natural
  }

  /// The output codes of the split, computed with the kernels of `QuantMath`.
  ///
  /// - Throws: `SplitError` if the runtime does not prepare one of the operators.
  func tables() throws(SplitError) -> SplitTables {
    func table(_ kernel: CodeKernel?) -> [Int32]? {
      kernel.map { (input.codes.lowest...input.codes.highest).map($0) }
    }
    do {
      return SplitTables(
        reference: table(try kernel(KernelSelector(.reference))) ?? [],
        defaultX86: table(try kernel(KernelSelector(.defaultX86))),
        builtinX86: table(try kernel(KernelSelector(.builtinX86))))
    } catch {
      throw SplitError(strategy, error)
    }
  }
}

/// The output of a split for every input code.
struct SplitTables {
  /// With the reference kernels, lowest input code first: shape `[256]`.
  let reference: [Int32]
  /// On the default path of x86-64; nil if that path is not modelled.
  let defaultX86: [Int32]?
  /// With the built-in vector kernels, for whole groups of elements; nil if those are not modelled.
  let builtinX86: [Int32]?
}

extension ElementType {
  /// True for the two types of 8 bits that quantized HARD_SWISH has.
  var isByte: Bool { self == .int8 || self == .uint8 }
}
