internal import MemoryPlanning
internal import ModelFacts
public import ModelFormat

/// Writes a plan of the arena for TensorFlow Lite Micro, where one is found that takes less than its planner's.
///
/// The plan is metadata; operators, tensors and constants stay as they are. It names tensors by their indices: `PassRunner`
/// removes it if a later pass changes what is in use at once.
public struct PlanMemory: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "plan-memory",
    summary: "Write a memory plan for TensorFlow Lite Micro that takes less RAM",
    guarantee: .sameOutputs,
    before: "planned on the device, largest tensor first: 73728 bytes",
    after: "metadata OfflineMemoryAllocation with an offset for each tensor: 55296 bytes")

  /// Plans the memory of the whole model.
  public init() {}

  /// Adds the plan, or replaces the one that the model has.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    do throws(NoBetterPlan) {
      let plan = try BetterPlan(draft.model)
      draft.setMetadata(BetterPlan.metadataName, to: plan.metadata)
      outcome.changes.append(
        Change(
          Self.info, 0, nil,
          "head of the arena \(plan.byteCountBefore) -> \(plan.byteCount) bytes; \(plan.lowerBound) are in use at the peak",
          .placement))
    } catch {
      outcome.leftAlone.append(LeftAlone(0, nil, error.words))
    }
    return outcome
  }
}
