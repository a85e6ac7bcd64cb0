public import ModelFormat

extension Subgraph {
  /// True if an operator does more than compute its outputs from its inputs, so that its place among others like it matters.
  ///
  /// These are operators that read or write variables, that run subgraphs, that draw random numbers, that have no outputs,
  /// and all whose kernels are not known.
  public func hasSideEffects(_ op: Operator) -> Bool {
    let (builtin, traits) = (op.builtin, op.builtin.traits)
    if traits.builtin != builtin || OperatorTraits.unknown[builtin.name] != nil
      || Self.withEffects.contains(builtin.name)
    {
      return true
    }
    if !traits.subgraphs.isEmpty || traits.roles.first(.resource) != nil { return true }
    return op.outputs.isEmpty
      || [op.inputs, op.outputs].contains { indices in
        indices.contains { !$0.isAbsent && tensors[$0.position].isVariable }
      }
  }

  /// Source: LiteRT, `tflite/kernels/random_ops.cc`, which keep the state of a generator, `var_handle.cc` and
  /// `hashtable.cc`, which register what the interpreter keeps; and operators that run code from elsewhere.
  private static let withEffects: Set<String> = [
    "RANDOM_UNIFORM", "RANDOM_STANDARD_NORMAL", "MULTINOMIAL", "STABLEHLO_RNG_BIT_GENERATOR",
    "VAR_HANDLE", "HASHTABLE", "CUSTOM", "STABLEHLO_CUSTOM_CALL", "CALL",
  ]
}
