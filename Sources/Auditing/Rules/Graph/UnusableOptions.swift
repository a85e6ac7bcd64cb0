internal import ModelFormat
internal import QuantMath

/// Flags options with which a kernel cannot be prepared.
struct UnusableOptions: Rule {
  static let info = RuleInfo(
    id: "G021",
    name: "unusable-options",
    summary: "An operator's options are missing, of the wrong kind, or out of range",
    rationale: """
      A kernel reads its own options table. If the file has none, or has another operator's, the \
      kernel reads every field as 0, not as the schema's default: a stride of 0, say. LiteRT rejects \
      strides, dilations and block sizes that are not positive, enum values it does not know, and \
      counts that differ from the operator's tensors; SPLIT crashes.
      """,
    remedy: "Write the operator's own options table, with values in range.",
    source: """
      LiteRT `core/api/flatbuffer_conversions.cc`; LiteRT `kernels`, each operator's `Prepare`, by \
      running each operator with other options in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    let requirements = context.model.operatorCodes.map { OptionRequirements.of($0.builtin) }
    return context.eachSubgraph { facts in
      facts.subgraph.operators.compactMap { op -> Finding? in
        guard Int(op.codeIndex) < requirements.count else { return nil }
        return judge(op, requirements[Int(op.codeIndex)], facts)
      }
    }
  }

  private func judge(
    _ op: Operator, _ required: OptionRequirements?, _ facts: SubgraphFacts
  ) -> Finding? {
    let options = op.options
    if let options, let problem = Self.unknownType(options) {
      return finding(
        "\(op.builtin.name): \(problem.field) is \(problem.value), which is not an element type",
        at: facts.place(op),
        values: [
          FindingValue("option", problem.field), FindingValue("value", Double(problem.value)),
        ])
    }
    guard let required else { return nil }
    let own = options?.typeName == required.table ? options : nil
    let state = options.map { "the options are \($0.typeName)" } ?? "there are no options"
    if own == nil, required.isRequired {
      return finding(
        "\(state); \(op.builtin.name) needs \(required.table)", at: facts.place(op),
        values: [FindingValue("expected_options", required.table)])
    }
    for condition in required.conditions {
      func number(_ field: String) -> Double? { own.map { Self.number(field, of: $0) } ?? 0 }
      guard let value = number(condition.field),
        let allowed = condition.problem(value, of: op, number: number)
      else { continue }
      let shown =
        value == value.rounded() && abs(value) < 1e9 ? "\(Int(saturating: value))" : "\(value)"
      return finding(
        (own == nil ? "\(state), so " : "") + "\(op.builtin.name) has the \(condition.field) "
          + "\(shown); it must be \(allowed)",
        at: facts.place(op),
        values: [FindingValue("option", condition.field), FindingValue("value", value)])
    }
    return nil
  }

  /// The value of a field; nil for a field that the table does not have.
  private static func number(_ name: String, of options: Record) -> Double? {
    guard let field = options.field(named: name) else { return nil }
    return switch options.value(field) {
    case .integer(let value)?: Double(value)
    case .float32(let value)?: Double(value)
    case .bool(let value)?: value ? 1 : 0
    default: nil
    }
  }

  /// The fields that the parser converts; it uses UNIQUE's `idx_out_type` unchanged.
  private static let parsedTypes: Set<String> = [
    "in_data_type", "out_data_type", "quantized_bias_type",
  ]

  /// A field for an element type with a code that is not in the schema: LiteRT's parser rejects it
  /// (`ConvertTensorType`).
  private static func unknownType(_ options: Record) -> (field: String, value: Int64)? {
    for field in options.fields where Self.parsedTypes.contains(field.name) {
      guard case .integer(let code)? = options.value(field),
        field.enumeration?.knownName(of: code) == nil
      else { continue }
      return (field.name, code)
    }
    return nil
  }
}
