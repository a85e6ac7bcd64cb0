public import ModelFormat

/// An operator for which a target's compiler rejects the whole model.
public struct ModelRejection: Sendable {
  /// The position of the operator's subgraph in the model.
  public let subgraph: Int
  /// The operator's position in the subgraph.
  public let index: Int
  /// The operator's kind in the model.
  public let code: OperatorCode
  /// What the operator is called; a custom operator by its own name, escaped for display.
  public let name: String
  /// Why; never empty.
  public let reasons: [BlockReason]

  /// `operator 12 (HARD_SWISH)`, with its subgraph where that is not the first.
  public let label: String
}

/// An operator and what a target does with it, seen alone.
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

  /// The verdict where other operators make the compiler reject the model: an operator that the
  /// target does take has that as its reason.
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
