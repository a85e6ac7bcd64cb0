internal import ModelFacts
public import QuantMath

/// The numbers of `lookup`: QUANTIZE to int16 gives an index, GATHER the output code.
public struct LookupSplit: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// The index's grid: the input's scale, and the zero point moved so that the lowest input code
  /// becomes index 0.
  ///
  /// Nothing but its integers is ever used.
  public let index: Grid
  /// The constant that GATHER reads, on the output's grid: shape `[256]`.
  public let entries: [Int32]
  /// The output's grid.
  public let output: Grid

  /// The numbers; there is no choice among them.
  public init(replacing site: ReplacedHardSwish) {
    (input, output) = (site.input, site.output)
    index = Grid(
      scale: input.scale, zeroPoint: input.zeroPoint &- input.codes.lowest, codes: .int16)
    entries = gatherTable(site.table, .fromLowest)
  }
}

extension LookupSplit: PreparableSplit {
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    let quantize = try selector.requantize(input, to: index)
    let entries = entries
    for code in input.codes.lowest...input.codes.highest {
      _ = try gatherReference(quantize(code), from: entries)
    }
    return { entries[Int(quantize($0))] }
  }
}
