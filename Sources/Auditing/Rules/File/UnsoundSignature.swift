internal import ModelFormat

/// Flags signatures that refer to a subgraph or a tensor that does not exist.
struct UnsoundSignature: Rule {
  static let info = RuleInfo(
    id: "F016",
    name: "unsound-signature",
    summary: "A signature names a subgraph or a tensor that does not exist",
    rationale: """
      LiteRT loads the model and can run its first subgraph. A caller who asks for the signature \
      gets an error if a tensor does not exist, and a crash if the subgraph does not. tflens reads \
      such a model as one without signatures, and does not rewrite it.
      """,
    remedy: "Export the model again, or delete its signatures.",
    source: """
      LiteRT `core/signature_runner.cc` and `core/interpreter.cc`, `GetSignatureRunner`, by running \
      such models in ai-edge-litert 2.3.0
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    guard let problem = context.model.file.signatureProblem else { return [] }
    let place = problem.place.description
    return [
      finding(
        (place.isEmpty ? "" : place.escapedForDisplay + ": ") + problem.what, at: .model,
        values: [FindingValue("place", place)])
    ]
  }
}
