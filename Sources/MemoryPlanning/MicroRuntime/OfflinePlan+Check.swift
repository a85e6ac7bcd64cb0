internal import ModelFacts
public import ModelFormat

extension BetterPlan {
  /// Whether the memory plan in a model's metadata is for this model; nil if the model has none.
  ///
  /// TFLite Micro takes such a plan, and no two tensors that are in use at once share a byte.
  public static func holds(for model: Model) -> Bool? {
    guard let plan = OfflinePlan(model) else { return nil }
    let sizes = TensorSizes(model)
    let lifetimes = Lifetimes(model, sizes)
    let preparation = MicroPreparation(model, sizes, MicroStructures(build: .bits32))
    let head = MicroHead(model, sizes, lifetimes, preparation.requests, plan: plan)
    return lifetimes.isComplete && head.unknowns.isEmpty && head.planFaults.isEmpty
  }
}

extension [PlannedBuffer] {
  /// Whether two buffers with fixed places share a byte at a step at which both are in use.
  ///
  /// Cost: those in use at one step are kept in the order of their places, so that a new one is compared with its two
  /// neighbours.
  var overlap: Bool {
    let fixed = filter { $0.fixedOffset != nil && $0.byteCount > 0 }
    let begins = fixed.indices.sorted { fixed[$0].steps.lowerBound < fixed[$1].steps.lowerBound }
    var ends = fixed.indices.sorted { fixed[$0].steps.upperBound < fixed[$1].steps.upperBound }[...]
    var live: [(offset: Int, end: Int)] = []
    func place(_ offset: Int) -> Int {
      var (low, high) = (0, live.count)
      while low < high {
        let middle = (low + high) / 2
        if live[middle].offset < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    for index in begins {
      while let first = ends.first, fixed[first].steps.upperBound < fixed[index].steps.lowerBound {
        live.remove(at: place(fixed[first].fixedOffset ?? 0))
        ends = ends.dropFirst()
      }
      let offset = fixed[index].fixedOffset ?? 0
      let (end, overflow) = offset.addingReportingOverflow(fixed[index].byteCount)
      if overflow || offset < 0 { return true }
      let next = place(offset)
      if next < live.count, live[next].offset < end { return true }
      if next > 0, live[next - 1].end > offset { return true }
      live.insert((offset, end), at: next)
    }
    return false
  }
}
