internal import ModelFacts
public import ModelFormat

extension IsolatedOperators {
  /// Why an operator cannot run alone, as the end of a sentence about it; nil if it can.
  public static func obstacle(_ op: Operator, in subgraph: Subgraph) -> String? {
    if subgraph.hasSideEffects(op) || !op.intermediates.isEmpty {
      return "it keeps a state, runs subgraphs, or is a custom operator"
    }
    let isFed = op.inputs.contains { !$0.isAbsent && !subgraph.tensors[$0.position].isConstant }
    return isFed ? nil : "it computes from constants only"
  }
}
