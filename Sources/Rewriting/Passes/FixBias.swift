internal import ModelFacts
public import ModelFormat

/// Requantizes biases whose scale is not that of the accumulator.
///
/// Kernels add bias codes to the accumulator, whatever scale the bias declares, or reject the model.
/// If layers with different scales share one bias constant, each gets its own.
public struct FixBias: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "fix-bias",
    summary: "Requantize biases whose scale is not input scale x weight scale",
    guarantee: .changedWeights,
    before: "b INT32 [8], scale 0.01 -> CONV_2D that needs 0.002, CONV_2D that needs 0.01",
    after: "b_2 INT32 [8], scale 0.002 -> CONV_2D; b INT32 [8], scale 0.01 -> CONV_2D")

  private let selection: OperatorSelection

  /// Fixes the biases of the selected operators.
  public init(selection: OperatorSelection = .all) { self.selection = selection }

  /// Fixes every bias that can be fixed.
  ///
  /// - Throws: `no-such-part` if the selection matches no operator, and `not-applicable` if the bias
  ///   of an operator that it names explicitly cannot be fixed.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var writer = BiasWriter()
    try selection.check(draft.model)
    for subgraph in draft.model.subgraphs where selection.includes(subgraph: subgraph.index) {
      let graph = draft.subgraphs[subgraph.index].graph
      var others: [Int] = []
      for op in subgraph.operators {
        guard let matrix = MatrixOperator(op, in: graph) else { continue }
        do throws(Reason) {
          guard let repair = try BiasRepair(matrix) else { continue }
          guard selection.includes(op.index, in: subgraph.index) else {
            others.append(op.index)
            continue
          }
          let isShared = graph.readCount(of: repair.bias.index) > 1
          writer.write(
            repair.bytes, as: repair.bias, BiasWriter.Use(op: op, input: repair.input),
            scales: repair.scales, in: &draft, subgraph: subgraph.index)
          var change = Change(
            Self.info, subgraph.index, op.index, repair.words(isShared),
            .layer(op.index))
          change.operators = [op.builtin]
          outcome.changes.append(change)
        } catch {
          guard selection.includes(op.index, in: subgraph.index) else { continue }
          guard !selection.single.contains(op.index) else {
            throw .notApplicable(
              error.words, at: graph.subgraph.place(of: op),
              fix: "Quantize the model again, or exclude this operator.")
          }
          outcome.leftAlone.append(LeftAlone(subgraph.index, op.index, error.words))
        }
      }
      outcome.leftAlone += Array(selection.leftOut(others, in: subgraph.index, "the bias"))
    }
    return outcome
  }
}
