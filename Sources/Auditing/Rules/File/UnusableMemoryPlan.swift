internal import MemoryPlanning
internal import ModelFormat

/// Flags a memory plan in the metadata that is not for this model.
struct UnusableMemoryPlan: Rule {
  static let info = RuleInfo(
    id: "F018",
    name: "unusable-memory-plan",
    summary: "The memory plan in the metadata is not for this model",
    rationale: """
      TensorFlow Lite Micro places tensors where the metadata `OfflineMemoryAllocation` says. If \
      that plan is for another number of tensors, it rejects the model; if the plan gives tensors \
      that are in use at once the same bytes, results are wrong without any error. LiteRT ignores \
      the plan.
      """,
    remedy: """
      Make a new plan with `tflens rewrite --plan-memory` as the last step, after all other changes \
      of the model.
      """,
    source: """
      TFLite Micro, `docs/memory_management.md`, "Offline planned tensor allocations", and \
      `micro_allocation_info.cc`, `GetOfflinePlannedOffsets`
      """,
    severity: .error)

  func check(_ context: AuditContext) -> [Finding] {
    guard context.model.metadata.contains(where: { $0.name?.text == BetterPlan.metadataName })
    else { return [] }
    return context.memoryUse.micro.planFaults.map { finding($0, at: .model) }
  }
}
