public import ModelFormat

/// Element types of an operator that no kernel runs.
public struct KernelTypeFault: Sendable {
  /// The one operand whose type is wrong, if the others can stay as they are.
  public struct Operand: Sendable {
    /// Its position among the inputs, then the outputs.
    public let position: Int
    /// `input 1`, `output 0`.
    public let label: String
    /// Its type.
    public let type: ElementType
    /// The types that it could have; never empty.
    public let allowed: [ElementType]
  }

  /// The operand to change; nil if no single one would do.
  public let operand: Operand?
  /// The types of the inputs; nil for one that is left out or unknown.
  public let inputs: [ElementType?]
  /// The types of the outputs; nil for one that is unknown.
  public let outputs: [ElementType?]

  /// The types that the operand could have: `INT8, UINT8 or INT16`.
  ///
  /// Nil if no single operand is wrong.
  public var choice: String? { operand.map { .choice(of: $0.allowed.map(\.name)) } }

  /// `FLOAT32, -` and so on, for messages.
  public static func listed(_ types: [ElementType?]) -> String {
    types.prefix(8).map { $0?.name ?? "-" }.joined(separator: ", ")
  }
}

extension KernelTypes {
  /// What is wrong with the types of an operator; nil if a kernel runs with them.
  public func fault(inputs: [ElementType?], outputs: [ElementType?]) -> KernelTypeFault? {
    guard !allow(inputs: inputs, outputs: outputs) else { return nil }
    let types = inputs + outputs
    // The last is tried first, because activations come before the operands that depend on them.
    for position in types.indices.reversed() {
      guard let type = types[position] else { continue }
      let allowed = allowed(at: position, inputs: inputs, outputs: outputs)
      guard !allowed.isEmpty else { continue }
      let isInput = position < inputs.count
      return KernelTypeFault(
        operand: .init(
          position: position,
          label: isInput ? "input \(position)" : "output \(position - inputs.count)", type: type,
          allowed: allowed),
        inputs: inputs, outputs: outputs)
    }
    return KernelTypeFault(operand: nil, inputs: inputs, outputs: outputs)
  }
}
