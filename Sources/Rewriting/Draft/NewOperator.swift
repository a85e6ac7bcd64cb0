internal import ModelFormat

/// An operator that a pass adds.
struct NewOperator {
  var builtin: BuiltinOperator
  /// The lowest version that has what the operator needs.
  var version: Int64
  var inputs: [TensorIndex]
  var outputs: [TensorIndex]
  /// A member of the schema's `BuiltinOptions`; nil for an operator that has no options.
  var options: EditableTable?

  init(
    _ builtin: BuiltinOperator, version: Int64 = 1, _ inputs: [TensorIndex],
    _ outputs: [TensorIndex], options: EditableTable? = nil
  ) {
    (self.builtin, self.version, self.options) = (builtin, version, options)
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// An operator with options.
  init<Options: OperatorOptions>(
    _ builtin: BuiltinOperator, version: Int64 = 1, _ inputs: [TensorIndex],
    _ outputs: [TensorIndex], options: Editable<Options>
  ) {
    self.init(builtin, version: version, inputs, outputs, options: options.untyped)
  }

  /// The schema's table, its code at `codeIndex`.
  func table(codeIndex: Int) -> Editable<Operator> {
    var table = Editable<Operator>()
    table.opcodeIndex = UInt32(codeIndex)
    table.inputs = inputs
    table.outputs = outputs
    table.builtinOptions = options
    return table
  }
}
