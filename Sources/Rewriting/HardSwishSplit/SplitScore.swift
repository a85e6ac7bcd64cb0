/// How good a split is; less is better.
///
/// What counts first is the worst code, on whichever path, then how many codes differ from the
/// operator that is replaced, then how far they are from the real function.
struct SplitScore: Hashable, Comparable {
  /// The largest distance in codes from the operator, over all modelled paths.
  var worst = 0
  /// How many codes differ from the operator's with the reference kernels.
  var changedReference = 0
  /// How many codes differ from the operator's on the default path; 0 where it is not modelled.
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
      worst: max(reference.maxErrorCodes, other?.maxErrorCodes ?? 0),
      changedReference: reference.codesChanged, changedDefault: other?.codesChanged ?? 0,
      totalFromReal: TableDifference(tables.reference, site.nearest).totalErrorCodes
        + (tables.defaultX86.map { TableDifference($0, site.nearest).totalErrorCodes } ?? 0))
  }
}
