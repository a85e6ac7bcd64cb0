internal import ModelFormat

extension OperatorTable {
  /// Variables and hash tables, which live as long as the interpreter.
  static let resources: [OperatorRow] = [
    OperatorRow("VAR_HANDLE", inputs: "0-", outputs: "1-"),
    OperatorRow("READ_VARIABLE", [.resource], inputs: "1").kernels(int8: 1, uint8: 1),
    OperatorRow("ASSIGN_VARIABLE", [.resource, .activation], inputs: "2", outputs: "0")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("HASHTABLE", inputs: "0"),
    OperatorRow("HASHTABLE_FIND", [.resource, .indices, .parameter], inputs: "3"),
    OperatorRow(
      "HASHTABLE_IMPORT", [.resource, .activation, .activation], inputs: "3", outputs: "0"),
    OperatorRow("HASHTABLE_SIZE", [.resource], inputs: "1"),
  ]
}
