/// The quality of a split; lower is better.
///
/// The largest error counts first, on whichever path, then how many codes differ from the operator that is
/// replaced, then how far they are from the real function.
struct SplitScore: Hashable, Comparable {
  /// The largest distance in codes from the operator, by the reference kernels and on the default path; and
  /// also by the built-in vector kernels if these narrow a sum before it saturates.
  var worst = 0
  /// How many codes differ from the operator's with the reference kernels.
  var changedReference = 0
  /// How many codes differ from the operator's on the default path; 0 if it is not modelled.
  var changedDefault = 0
  /// The sum of the distances in codes from the real function, over all modelled paths.
  var totalFromReal = 0

  /// Whether every code is the operator's, on all modelled paths.
  var isExact: Bool { worst == 0 }

  static func < (a: Self, b: Self) -> Bool {
    (a.worst, a.changedReference, a.changedDefault, a.totalFromReal)
      < (b.worst, b.changedReference, b.changedDefault, b.totalFromReal)
  }
}

extension SplitScore {
  /// The score of what a split computes.
  init(_ tables: SplitTables, _ site: ReplacedHardSwish) {
    let reference = TableDifference(tables.reference, site.table)
    let other = tables.defaultX86.map { TableDifference($0, site.table) }
    self.init(
      worst: max(
        reference.maxErrorCodes, other?.maxErrorCodes ?? 0,
        tables.builtinX86.map { Self.overflowError($0, beside: tables.reference, site) } ?? 0),
      changedReference: reference.codesChanged, changedDefault: other?.codesChanged ?? 0,
      totalFromReal: TableDifference(tables.reference, site.nearest).totalErrorCodes
        + (tables.defaultX86.map { TableDifference($0, site.nearest).totalErrorCodes } ?? 0))
  }

  /// How far a table of the built-in vector kernels is from the operator, if it differs from the reference by
  /// more than rounding; else 0.
  ///
  /// ADD drops the high bits of a sum that does not fit into 16 bits, and wraps to the wrong sign.
  static func overflowError(
    _ builtin: [Int32], beside reference: [Int32], _ site: ReplacedHardSwish
  ) -> Int {
    guard zip(builtin, reference).contains(where: { abs(Int($0) - Int($1)) > 1 }) else { return 0 }
    return TableDifference(builtin, site.table).maxErrorCodes
  }
}
