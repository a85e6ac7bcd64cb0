public import ModelFormat
public import Rewriting

/// What a comparison would find if some operators of the second model computed in a wider type, by running them so.
public struct WhatIf: Sendable {
  /// The widened operators of the second model, in order, with their types.
  public let widened: [(op: Operator, type: WiderType)]
  /// The operators that were chosen among others and cannot be widened, with the reasons.
  public let leftAlone: [(op: Operator, reason: String)]
  /// The outputs, in the first model's order.
  public let outputs: [TensorDifference]
  /// How often the models predict the labels; nil without labels.
  public let accuracy: Accuracy?

  init(_ wider: WiderModel, _ found: Verification, of model: Model) {
    let operators = model.subgraphs[0].operators
    widened = wider.widened.map { (operators[$0.op], $0.type) }
    leftAlone = wider.leftAlone.map { (operators[$0.op], $0.reason) }
    (outputs, accuracy) = (found.outputs, found.accuracy)
  }
}
