/// The entry that GATHER copies for an index; quantization plays no part.
///
/// - Parameters:
///   - index: counted from 0; negative ones are rejected, not counted from the end.
///   - table: shape `[n]`.
/// - Throws: `index-out-of-range`, which the runtime finds when the model runs.
/// - Source: LiteRT `kernels/gather.cc`, `Gather`.
public func gatherReference(
  _ index: Int32, from table: [Int32]
) throws(PreparationError) -> Int32 {
  guard index >= 0, index < table.count else {
    throw PreparationError(.indexOutOfRange, "index \(index) of \(table.count) entries")
  }
  return table[Int(index)]
}

/// How an 8-bit code becomes the index of a GATHER that looks its output up.
public enum GatherIndexing: Hashable, Sendable {
  /// By its distance from the lowest code: int8 codes plus 128, uint8 codes as they are.
  case fromLowest
  /// By a CAST to uint8: int8 codes from 0 on come first, then −128...−1.
  case wrapped
}

/// Reorders a table of output codes, lowest input code first, for a GATHER.
///
/// - Parameters:
///   - table: shape `[256]`, the output code of every int8 input code, lowest first.
///   - indexing: how codes become indices.
/// - Returns: shape `[256]`, the constant operand of GATHER.
/// - Precondition: `table` has 256 entries.
public func gatherTable(_ table: [Int32], _ indexing: GatherIndexing) -> [Int32] {
  precondition(table.count == 256, "a table has an entry for each of the 256 codes")
  return switch indexing {
  case .fromLowest: table
  case .wrapped: Array(table[128...] + table[..<128])
  }
}
