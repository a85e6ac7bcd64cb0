internal import ModelFormat

extension OperatorTable {
  /// Operators that look up rows by keys or hashes.
  static let lookups: [OperatorRow] = [
    OperatorRow("EMBEDDING_LOOKUP", [.indices, .table], .passedOn, inputs: "2"),
    OperatorRow(
      "EMBEDDING_LOOKUP_SPARSE", [.indices, .indices, .shape, .weights, .table], inputs: "5"),
    OperatorRow("HASHTABLE_LOOKUP", [.indices, .table, .table], inputs: "3", outputs: "2"),
    OperatorRow("LSH_PROJECTION", inputs: "2-3"),
    OperatorRow("SKIP_GRAM", inputs: "1"),
  ]
}
