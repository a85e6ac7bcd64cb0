internal import MemoryPlanning
internal import ModelFormat

/// Flags a model whose arena does not fit into the RAM of a target.
struct ArenaOverRAM: Rule {
  static let info = RuleInfo(
    id: "T001",
    name: "arena-over-ram",
    summary: "The model's arena does not fit into the RAM of the target",
    rationale: """
      TensorFlow Lite Micro keeps activations, scratch buffers and its own data in one arena. If \
      the arena is too small, AllocateTensors fails, and the model does not run.
      """,
    remedy: """
      `tflens rewrite --reorder` and `--plan-memory` look for an order and a plan that take less, \
      and `tflens memory --target` lists what is live at the peak; otherwise use smaller inputs or \
      fewer channels.
      """,
    source: "tflens: the plan of TensorFlow Lite Micro, as `tflens memory` computes it",
    severity: .error,
    needsMemory: true)

  func check(_ context: AuditContext) -> [Finding] {
    guard context.memories.contains(where: { $0.ramByteCount != nil }) else { return [] }
    let use = context.memoryUse
    return context.memories.compactMap { limit in
      guard limit.holdsArena(of: use.micro) == false, let ram = limit.ramByteCount else {
        return nil
      }
      let least = use.micro.unknowns.isEmpty ? "" : "at least "
      return finding(
        "the arena takes \(least)\(use.micro.minimumByteCount) bytes; \(limit.target.escapedForDisplay) has "
          + "\(ram.counted("byte")) of RAM",
        at: .model,
        values: [
          FindingValue("target", limit.target),
          FindingValue("arena_bytes", use.micro.minimumByteCount), FindingValue("ram_bytes", ram),
        ])
    }
  }
}
