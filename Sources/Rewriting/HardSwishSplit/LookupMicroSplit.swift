internal import ModelFacts
public import QuantMath

/// The numbers of `lookup-micro`: CAST to int32, ADD an offset, GATHER the output code.
///
/// All its operators are there in TFLite Micro, whose GATHER takes int32 indices alone.
public struct LookupMicroSplit: Hashable, Sendable {
  /// The input's grid.
  public let input: Grid
  /// What the int32 ADD adds to a code; nil for uint8, which needs no ADD.
  public let offset: Int32?
  /// The constant that GATHER reads, on the output's grid: shape `[256]`.
  public let entries: [Int32]
  /// The output's grid.
  public let output: Grid

  /// The numbers; there is no choice among them.
  public init(replacing site: ReplacedHardSwish) {
    (input, output) = (site.input, site.output)
    offset = input.codes.lowest == 0 ? nil : -input.codes.lowest
    entries = gatherTable(site.table, .fromLowest)
  }
}

extension LookupMicroSplit: PreparableSplit {
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel? {
    let (entries, offset) = (entries, offset ?? 0)
    return { entries[Int(castReference($0, to: .int32) + offset)] }
  }
}
