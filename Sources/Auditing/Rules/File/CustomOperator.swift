internal import ModelFacts
internal import ModelFormat

/// Flags operators that are not in the schema.
struct CustomOperator: Rule {
  static let info = RuleInfo(
    id: "F006",
    name: "custom-operator",
    summary: "A custom operator runs only in runtimes that have a kernel registered for it",
    rationale: """
      LiteRT loads the model, but fails to allocate it unless the application adds a kernel with \
      that name, or a delegate runs the operator (Flex for TensorFlow's operators). A few custom \
      operators come with LiteRT, but other runtimes and accelerators do not have them; for those, \
      the finding is a note.
      """,
    remedy: """
      Name the runtime that has the operator (`audit --runtime NAME`); or register the \
      kernel, and accept the finding with a reason; or convert the model with builtin \
      operators only.
      """,
    source: """
      LiteRT `core/interpreter_builder.cc`, `BuildLocalIndexToRegistrationMapping` and \
      `UnresolvedOpInvoke`; LiteRT `core/kernels/register.cc`, `AddCustom`
      """,
    severity: .error)

  private static let noFix =
    "No fix is needed for this runtime; other runtimes may reject the model."

  func check(_ context: AuditContext) -> [Finding] {
    var used: [UInt32: (count: Int, place: FindingPlace)] = [:]
    for facts in context.subgraphs {
      for op in facts.operators(.custom) {
        used[op.codeIndex, default: (0, facts.place(op))].count += 1
      }
    }
    return context.model.operatorCodes.enumerated().compactMap { index, code in
      guard code.builtin == .custom else { return nil }
      guard let ownName = code.customCode else {
        return finding(
          "a custom operator has no name; it must have one", at: .model,
          fix: "Write the name of its kernel into `custom_code`.")
      }
      guard let use = used[UInt32(index)] else { return nil }
      let values = [FindingValue("operators", use.count)]
      let name = ownName.text
      let shown = "'\(ownName.label)'"
      let runtime = context.runtime
      if KnownCustomOperators.contains(name, for: runtime) {
        return finding(
          "\(shown) is a custom operator of the runtime \(runtime); other runtimes may not have it",
          at: use.place, values: values, fix: Self.noFix, severity: .note)
      }
      if runtime.base == .litert, RegisteredKernels.custom.contains(name) {
        return finding(
          "\(shown) is a custom operator that comes with \(RegisteredKernels.runtime); other "
            + "runtimes may not have it",
          at: use.place, values: values, fix: Self.noFix, severity: .note)
      }
      if runtime.base == .litert, RegisteredKernels.customInXNNPACK.contains(name) {
        return finding(
          "\(shown) is a custom operator that only the XNNPACK delegate of "
            + "\(RegisteredKernels.runtime) runs; without it the model is rejected",
          at: use.place, values: values, fix: Self.noFix, severity: .note)
      }
      let others = KnownCustomOperators.runtimes(of: name).map { "--runtime \($0)" }
      return finding(
        "\(runtime.base.title) has no kernel for the custom operator \(shown)",
        at: use.place, values: values,
        fix: others.isEmpty
          ? nil
          : "Run the model in a runtime that has the operator, and audit the model with "
            + "\(others.joined(separator: " or ")).")
    }
  }
}
