internal import ModelFacts
internal import ModelFormat

/// Proves that a model computes what it did, because all of its graphs are what they were.
struct PlacementProof {
  private let pair: ModelPair

  init(of pair: ModelPair) { self.pair = pair }

  /// The certificate.
  func certificate() -> Certificate {
    for (old, new) in zip(pair.old, pair.new) {
      guard isSame(old.subgraph, new.subgraph) else {
        return .bound(.none("subgraph \(old.subgraph.index) is another"))
      }
    }
    return .exact("only places in memory changed, no operator, tensor or constant")
  }

  private func isSame(_ old: Subgraph, _ new: Subgraph) -> Bool {
    old.hasSameTensors(as: new) && old.operators.count == new.operators.count
      && zip(old.operators, new.operators).allSatisfy { was, now in
        Array(was.inputs) == Array(now.inputs) && Array(was.outputs) == Array(now.outputs)
          && was.isSame(as: now)
      }
  }
}
