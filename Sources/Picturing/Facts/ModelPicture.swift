package import Auditing
internal import MemoryPlanning
internal import ModelFacts
package import ModelFormat
package import Targeting

/// All that a page shows of one model, found once.
package struct ModelPicture {
  package let model: Model
  package let path: FilePath
  let graphs: [GraphIndex]
  let survey: HardSwishSurvey
  package let audit: AuditResult
  /// Where the operators run on each target.
  package let placements: [Placement]
  /// The target whose placement colours the graph, by its position in `placements`.
  let shownTarget: Int?
  let totals: ModelTotals
  /// Every operator, in the order of the file.
  let costs: [OperatorCosts]
  /// The multiply-accumulates of one run; nil past 2^63 - 1.
  let macs: Int?
  /// The activations that are in use at each operator.
  let memory: LiveMemory
  /// The RAM that the model takes.
  let ram: MemoryTotals
  /// Matrix operators with weights; no more than are drawn.
  let layers: [LayerFacts]
  let layerCount: Int

  /// More layers than these are counted, not drawn.
  private static let mostLayers = 400

  /// Looks at a model.
  ///
  /// - Parameters:
  ///   - targets: the targets that coverage is shown for.
  ///   - chosen: the id of the target that colours the graph; nil for the one that supports most of the
  ///     model and not all of it.
  package init(
    _ model: Model, path: FilePath, audit: Audit, targets: [TargetProfile], chosen: String?
  ) {
    (self.model, self.path) = (model, path)
    let facts = audit.context(of: model)
    graphs = facts.subgraphs.map(\.graph)
    survey = HardSwishSurvey(model)
    self.audit = audit.run(facts, path: path)
    placements = targets.map { Placement(of: model, on: $0) }
    totals = ModelTotals(model)
    costs = graphs.flatMap { graph in
      graph.subgraph.operators.map { OperatorCosts($0, in: graph) }
    }
    macs = MultiplyAccumulates.sum(of: model).count
    (memory, ram) = (facts.memoryUse.live, MemoryTotals(facts.memoryUse))
    (layers, layerCount) = LayerFacts.all(of: graphs, atMost: Self.mostLayers)
    shownTarget = Self.shownTarget(placements, chosen)
  }

  /// The placements from the most of the model to the least, then by name.
  var rankedPlacements: [(position: Int, placement: Placement)] {
    placements.enumerated().map { (position: $0, placement: $1) }.sorted { a, b in
      let (first, second) = (a.placement.coverage.share, b.placement.coverage.share)
      return (second, a.placement.profile.id) < (first, b.placement.profile.id)
    }
  }

  /// The bytes in use at each operator, in the order of `costs`; nil for one that no run reaches.
  var liveBytes: [Int?] {
    var bytes: [[Int]: Int] = [:]
    for step in memory.steps {
      guard let op = step.op else { continue }
      bytes[[step.subgraph, op]] = max(step.byteCount, bytes[[step.subgraph, op]] ?? 0)
    }
    return costs.map { bytes[[$0.subgraph, $0.cost.op.index]] }
  }

  private static func shownTarget(_ placements: [Placement], _ chosen: String?) -> Int? {
    if let chosen { return placements.firstIndex { $0.profile.id == chosen } }
    let partly = placements.indices.filter { placements[$0].coverage.share < 1 }
    let best = partly.max { placements[$0].coverage.share < placements[$1].coverage.share }
    return best ?? placements.indices.first
  }
}

extension Coverage {
  /// The part of the operators that the target supports, from 0 to 1; 1 for a model without any.
  var share: Double { operatorCount == 0 ? 1 : Double(mappedCount) / Double(operatorCount) }
}
