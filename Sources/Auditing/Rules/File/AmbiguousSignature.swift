internal import ModelFormat

/// Flags signatures without a name, or with one that is used twice.
struct AmbiguousSignature: Rule {
  static let info = RuleInfo(
    id: "F014",
    name: "ambiguous-signature",
    summary: "A signature has no name, or two signatures, inputs or outputs have the same name",
    rationale: """
      LiteRT rejects a model with a signature that has no name. If two signatures, or two inputs of \
      one, have the same name, it keeps the last, and the other is unreachable.
      """,
    remedy: "Give each signature, and each input and output of a signature, a unique name.",
    source: """
      LiteRT `core/interpreter_builder.cc`, `ParseSignatureDefs` ("Missing exported method name for \
      SignatureDef"), by running such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    var keys: Set<String> = []
    return context.signatures.flatMap { signature, facts -> [Finding] in
      guard let key = signature.key else {
        return [finding("a signature has no name; it must have one", at: facts.place())]
      }
      let shown = "'\(key.label)'"
      var findings: [Finding] = []
      if !keys.insert(key.text).inserted {
        findings.append(
          finding("two signatures have the name \(shown)", at: facts.place(), severity: .warning))
      }
      for (side, entries) in [("inputs", signature.inputs), ("outputs", signature.outputs)] {
        var names: Set<String> = []
        for entry in entries {
          let name = entry.name?.text ?? ""
          guard !names.insert(name).inserted else { continue }
          findings.append(
            finding(
              "two \(side) of signature \(shown) have the name '\(entry.name?.label ?? "")'",
              at: facts.place(), severity: .warning))
        }
      }
      return findings
    }
  }
}
