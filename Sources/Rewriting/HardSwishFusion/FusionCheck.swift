public import ModelFacts
public import ModelFormat

/// Checks whether decomposed hard-swish can be fused, without fusing it.
public struct FusionCheck: Sendable {
  private let draft: Draft
  private let ends: [Set<TensorIndex>]

  /// Checks a model, which stays unchanged.
  public init(_ model: Model) throws(Diagnostic) {
    draft = Draft(try EditableModel(model.file, unknownFields: .drop), as: model)
    let (inputs, outputs) = (draft.ends(.inputs), draft.ends(.outputs))
    ends = zip(inputs, outputs).map { $0.union($1) }
  }

  /// Why `--fuse-hard-swish` would skip one; nil if it would fuse it.
  public func obstacle(to spelling: DecomposedHardSwish) -> String? {
    guard draft.subgraphs.indices.contains(spelling.subgraph) else { return nil }
    let graph = draft.subgraphs[spelling.subgraph].graph
    do throws(Reason) {
      let fusion = try HardSwishFusion(
        spelling, in: graph, ends: ends[spelling.subgraph], besides: [])
      try fusion.requireNear(atMost: FuseHardSwish().maxErrorCodes)
      return fusion.foldedFactor.flatMap {
        draft.obstacleToFolding($0, intoReadersOf: fusion.output, in: spelling.subgraph)
      }
    } catch {
      return error.words
    }
  }
}
