internal import ModelFacts
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
      counts that differ from the operator's tensors; SPLIT crashes. A fused activation that a kernel \
      does not compute is silently ignored: the outputs are those of another model.
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
    if op.builtin == .resizeBilinear { return resize(op, facts) }
    guard let required else { return nil }
    let own = options?.typeName == required.table ? options : nil
    let state = options.map { "the options are \($0.typeName)" } ?? "there are no options"
    if own == nil, required.isRequired {
      return finding(
        "\(state); \(op.builtin.name) needs \(required.table)", at: facts.place(op),
        values: [FindingValue("expected_options", required.table)])
    }
    func number(_ field: String) -> Double? { own.map { Self.number(field, of: $0) } ?? 0 }
    for condition in required.conditions where !Self.isHybridActivation(condition, op, facts) {
      guard let value = number(condition.field),
        let allowed = condition.problem(value, of: op, number: number)
      else { continue }
      if case .filled = condition.allowed {
        return finding(
          "\(op.builtin.name) has no \(condition.field); it needs some", at: facts.place(op),
          values: [FindingValue("option", condition.field)])
      }
      let shown =
        value == value.rounded() && abs(value) < 1e9 ? "\(Int(saturating: value))" : "\(value)"
      return finding(
        (own == nil ? "\(state), so " : "") + "\(op.builtin.name) has the \(condition.field) "
          + "\(shown)" + (condition.allowed.isIgnored ? ", which LiteRT does not compute" : "")
          + "; it must be \(allowed)",
        at: facts.place(op),
        values: [FindingValue("option", condition.field), FindingValue("value", value)],
        severity: condition.allowed.isIgnored && Self.runs(op, facts) ? .warning : .error)
    }
    return nil
  }

  /// FULLY_CONNECTED of floats with integer weights computes every activation after the sums.
  private static func isHybridActivation(
    _ condition: OptionRequirements.Condition, _ op: Operator, _ facts: SubgraphFacts
  ) -> Bool {
    guard op.builtin == .fullyConnected, condition.field == "fused_activation_function",
      op.inputs.count > 1
    else { return false }
    return facts.tensor(op.inputs[0])?.type == .float32
      && facts.tensor(op.inputs[1])?.type.isFloat == false
  }

  /// Whether some kernels run the operator although they do not compute an option.
  ///
  /// Those of LiteRT itself reject a CONCATENATION with an activation; XNNPACK ignores it.
  private static func runs(_ op: Operator, _ facts: SubgraphFacts) -> Bool {
    op.builtin != .concatenation || isForXNNPACK(op, facts)
  }

  private static func isForXNNPACK(_ op: Operator, _ facts: SubgraphFacts) -> Bool {
    let type = op.inputs.first.flatMap { facts.tensor($0)?.type }
    return type.map { [.float32, .int8, .uint8].contains($0) } ?? false
  }

  /// RESIZE_BILINEAR with both ways to place pixels.
  private func resize(_ op: Operator, _ facts: SubgraphFacts) -> Finding? {
    guard let options = op.options, options.typeName == "ResizeBilinearOptions",
      ["align_corners", "half_pixel_centers"].allSatisfy({ Self.number($0, of: options) == 1 })
    else { return nil }
    let isWarning = Self.isForXNNPACK(op, facts)
    return finding(
      "RESIZE_BILINEAR has align_corners and half_pixel_centers; only one can be set"
        + (isWarning ? ": of LiteRT's kernels, only XNNPACK's run it" : ""),
      at: facts.place(op), values: [FindingValue("option", "half_pixel_centers")],
      severity: isWarning ? .warning : .error)
  }

  /// The value of a field; nil for a field that the table does not have.
  private static func number(_ name: String, of options: Record) -> Double? {
    guard let field = options.field(named: name) else { return nil }
    return switch options.value(field) {
    case .integer(let value)?: Double(value)
    case .float32(let value)?: Double(value)
    case .bool(let value)?: value ? 1 : 0
    case .numbers(.bytes(let bytes))?: Double(bytes.count)
    case nil: field.defaultValue == nil ? 0 : nil
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
