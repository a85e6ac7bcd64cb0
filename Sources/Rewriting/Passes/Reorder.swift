internal import MemoryPlanning
internal import ModelFacts
public import ModelFormat

/// Gives the operators of each subgraph an order in which less memory is in use at the peak.
///
/// Each operator still runs behind those whose outputs it reads; operators with side effects keep their order. A memory plan in
/// the model's metadata is for the old order, in which other tensors are in use together: it is made anew, or removed.
public struct Reorder: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "reorder",
    summary: "Run operators in an order that needs less RAM",
    guarantee: .sameOutputs,
    before: "x -> CONV_2D -> a; x -> CONV_2D -> b; a -> MEAN; b -> MEAN: a and b in use at once",
    after: "x -> CONV_2D -> a; a -> MEAN; x -> CONV_2D -> b; b -> MEAN")

  /// Orders the operators of all subgraphs.
  public init() {}

  /// Reorders the subgraphs with better orders, if no runtime then needs more than before.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    let better = BetterOrders(draft.model)
    outcome.leftAlone = better.kept.map { LeftAlone($0.subgraph, nil, $0.reason) }
    guard !better.orders.isEmpty else { return outcome }
    var reordered = draft
    for order in better.orders { reordered.subgraphs[order.subgraph].reorder(order.operators) }
    if reordered.removeMetadata(BetterPlan.metadataName),
      let plan = try? BetterPlan(reordered.finished())
    {
      reordered.setMetadata(BetterPlan.metadataName, to: plan.metadata)
    }
    if let drawback = Self.drawback(MemoryUse(draft.model), MemoryUse(try reordered.finished())) {
      outcome.leftAlone += better.orders.map {
        LeftAlone(
          $0.subgraph, nil,
          "with a peak of \($0.peak) instead of \($0.peakBefore) bytes, \(drawback)")
      }
      return outcome
    }
    draft = reordered
    outcome.changes = better.orders.map { Change(Self.info, $0.subgraph, nil, $0.words, .order) }
    return outcome
  }

  /// What needs more memory than before; nil if nothing does.
  private static func drawback(_ before: MemoryUse, _ after: MemoryUse) -> String? {
    func grows(_ what: String, _ before: Int, _ after: Int) -> String? {
      after > before ? "\(what) would grow from \(before) to \(after) bytes" : nil
    }
    if let live = grows(
      "the tensors in use", before.live.peakByteCount, after.live.peakByteCount)
    {
      return live
    }
    if before.micro.unknowns.isEmpty,
      let head = grows(
        "the arena of TensorFlow Lite Micro", before.micro.headByteCount,
        after.micro.headByteCount)
    {
      return head
    }
    guard before.litert.isExact, after.litert.isExact else { return nil }
    return grows("LiteRT's arena", before.litert.arenaByteCount, after.litert.arenaByteCount)
  }
}

extension Draft {
  /// The model that the draft becomes.
  fileprivate func finished() throws(Diagnostic) -> Model {
    var copy = self
    _ = try copy.sweep()
    return Model(file: try ModelWriter(copy.whole).opened())
  }
}

extension BetterOrders.Order {
  fileprivate var words: String {
    let moved = operators.enumerated().count { $0.offset != $0.element }
    let bound =
      lowerBound == peak
      ? "no order has a lower one" : "every order needs at least \(lowerBound)"
    return "peak of the memory in use \(peakBefore) -> \(peak) bytes; \(bound); "
      + "\(moved) of \(operators.count) operators moved"
  }
}
