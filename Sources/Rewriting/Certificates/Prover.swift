internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// Proves changes: computes what stands in the model before and after, and compares.
///
/// It reads both models as any reader would, so that what is proved is what was written, whatever
/// the pass had in mind.
struct Prover {
  private let before: Model
  /// The subgraphs of both models.
  private let (oldGraphs, newGraphs): ([GraphIndex], [GraphIndex])
  /// Where tensors of the old model are in the new one.
  private let moves: TensorMoves

  /// Between a draft, as its pass found the model, and the model that came of it.
  init(_ draft: Draft, after: Model, moves: TensorMoves) {
    before = draft.model
    oldGraphs = draft.subgraphs.map(\.graph)
    newGraphs = after.subgraphs.map(GraphIndex.init)
    self.moves = moves
  }

  /// The proof of a change.
  ///
  /// - Throws: `not-applicable` where one of the two models has no function to compute.
  func prove(_ change: Change) throws(RewriteError) -> Certificate {
    switch change.claim {
    case .exact(let reason): return .exact(reason)
    case .weights(let certificate): return .weights(certificate)
    case .function(let claim): return try prove(claim, change)
    case .grid(let tensor): return try prove(gridOf: tensor, change)
    }
  }

  private func prove(
    gridOf tensor: TensorIndex, _ change: Change
  ) throws(RewriteError) -> Certificate {
    let subgraph = change.subgraph
    guard let place = moves[subgraph][tensor.position],
      let old = QuantizedTensor(oldGraphs[subgraph].subgraph.tensors[tensor.position]).grid,
      let new = QuantizedTensor(newGraphs[subgraph].subgraph.tensors[place]).grid,
      old.codes.count <= CodeRange.int16.count,
      let comparison = GridComparison(from: old, to: new)
    else {
      throw .notApplicable(
        "\(change.pass) left no two grids to compare", at: before.place(of: change),
        remedy: "Leave this tensor out.")
    }
    return .codes(
      CodesCertificate(codes: old.codes.count, reference: comparison.figures, defaultPath: nil))
  }

  private func prove(
    _ claim: FunctionClaim, _ change: Change
  ) throws(RewriteError) -> Certificate {
    let old = Ends(from: claim.input, to: claim.output, in: oldGraphs[change.subgraph])
    let moves = self.moves[change.subgraph]
    guard let input = moves[claim.input.position], let output = moves[claim.output.position] else {
      throw .notApplicable(
        "\(change.pass) left no tensor to compare", at: before.place(of: change),
        remedy: "Leave this operator out, or report this with the model.")
    }
    let new = Ends(
      from: TensorIndex(rawValue: Int32(input)), to: TensorIndex(rawValue: Int32(output)),
      in: newGraphs[change.subgraph])
    do {
      if old.output.tensor.type.isFloat {
        return .float(FloatComparison.figures(try old.function(), try new.function(), claim))
      }
      let reference = CodeComparison(old, new, claim, try old.table(), try new.table())
      var byDefault: CodeComparison?
      if let was = try? old.table(.defaultX86), let now = try? new.table(.defaultX86) {
        byDefault = CodeComparison(old, new, claim, was, now)
      }
      return .codes(
        CodesCertificate(
          codes: reference.new.count, reference: reference.figures, defaultPath: byDefault?.figures)
      )
    } catch {
      throw .notApplicable(
        "there is no table to compare: \(error)", at: before.place(of: change),
        remedy: "Leave this operator out.")
    }
  }
}

/// The two ends of an element-wise function in one model.
struct Ends {
  let input: QuantizedTensor
  let output: QuantizedTensor
  private let graph: GraphIndex

  init(from input: TensorIndex, to output: TensorIndex, in graph: GraphIndex) {
    self.graph = graph
    self.input = QuantizedTensor(graph.subgraph.tensors[input.position])
    self.output = QuantizedTensor(graph.subgraph.tensors[output.position])
  }

  func function(
    _ kernels: RuntimeKernels = .reference
  ) throws(ElementwiseError) -> ElementwiseFunction {
    try ElementwiseFunction(
      from: input.tensor.index, to: output.tensor.index, in: graph, kernels: kernels)
  }

  /// The output code of every input code, lowest first.
  func table(_ kernels: RuntimeKernels = .reference) throws(ElementwiseError) -> [Int32] {
    try function(kernels).codes()
  }
}
