public import ModelFormat

/// An operator for which a target's compiler rejects the whole model.
public struct ModelRejection: Sendable {
  /// The index of the operator's subgraph.
  public let subgraph: Int
  /// The operator's index in the subgraph.
  public let index: Int
  /// The operator's kind in the model.
  public let code: OperatorCode
  /// The operator's name; for a custom operator its own, escaped for display.
  public let name: String
  /// Why; never empty.
  public let reasons: [BlockReason]

  /// `operator 12 (HARD_SWISH)`, with its subgraph unless that is the first.
  public let label: String
}

/// An operator and a target's verdict on it alone.
struct JudgedOperator {
  let facts: OperatorFacts
  let verdict: OperatorJudge.Verdict

  /// Nil if the operator does not make the compiler reject the model.
  func rejection(inSubgraph subgraph: Int) -> ModelRejection? {
    guard case .blocked(let reasons) = verdict else { return nil }
    let rejecting = reasons.filter(\.rejectsModel)
    guard !rejecting.isEmpty else { return nil }
    return ModelRejection(
      subgraph: subgraph, index: facts.op.index, code: facts.op.code,
      name: facts.op.code.displayName, reasons: rejecting,
      label: facts.op.label + (subgraph == 0 ? "" : " of subgraph \(subgraph)"))
  }

  /// The verdict if other operators make the compiler reject the model, which is then the reason for
  /// supported operators.
  func verdict(inModelWith rejections: [ModelRejection]) -> OperatorJudge.Verdict {
    guard let first = rejections.first else { return verdict }
    if case .blocked = verdict { return verdict }
    return .blocked([
      BlockReason(
        "model", found: "the compiler rejects the whole model because of \(first.label)",
        first.reasons.flatMap(\.sources))
    ])
  }
}
