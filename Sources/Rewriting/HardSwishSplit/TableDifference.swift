/// How far two tables of output codes are from each other.
struct TableDifference: Hashable, Sendable {
  /// The largest distance in codes.
  let maxErrorCodes: Int
  /// The number of input codes with different outputs.
  let codesChanged: Int
  /// The sum of all distances in codes.
  let totalErrorCodes: Int
  /// How many input codes there are.
  let count: Int

  /// The mean distance in codes.
  var meanErrorCodes: Double { Double(totalErrorCodes) / Double(count) }

  /// Compares two tables entry by entry.
  ///
  /// - Precondition: both have the same number of entries, at least one.
  init(_ table: [Int32], _ other: [Int32]) {
    precondition(table.count == other.count && !table.isEmpty, "two tables of one length")
    var (worst, changed, total) = (0, 0, 0)
    for (a, b) in zip(table, other) {
      let error = abs(Int(a) - Int(b))
      worst = max(worst, error)
      total += error
      if error != 0 { changed += 1 }
    }
    (maxErrorCodes, codesChanged, totalErrorCodes) = (worst, changed, total)
    count = table.count
  }
}
