internal import MemoryPlanning
internal import ModelFormat

/// Flags a model whose arena does not fit into the RAM of a target.
struct ArenaOverRAM: Rule {
  static let info = RuleInfo(
    id: "T001",
    name: "arena-over-ram",
    summary: "The model's arena does not fit into the RAM of the target, or is not known to",
    rationale: """
      TensorFlow Lite Micro keeps activations, scratch buffers and its own data in one arena. If \
      the arena is too small, AllocateTensors fails, and the model does not run. Where a part of it is unknown, as \
      for a custom operator, only the least that it takes is known: a model of which that fits gets a warning.
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
    let unknown = use.micro.unknowns.first
    return context.memories.compactMap { limit in
      let fits = limit.holdsArena(of: use.micro)
      guard fits != true, let ram = limit.ramByteCount else { return nil }
      return finding(
        "the arena takes \(unknown == nil ? "" : "at least ")\(use.micro.minimumByteCount) bytes"
          + (fits == nil ? ", and is not known to fit (unknown: \(unknown ?? ""))" : "")
          + "; \(limit.target.escapedForDisplay) has \(ram.counted("byte")) of RAM",
        at: .model,
        values: [
          FindingValue("target", limit.target),
          FindingValue("arena_bytes", use.micro.minimumByteCount), FindingValue("ram_bytes", ram),
        ],
        fix: fits == nil
          ? "Measure on the device what the arena takes; `tflens memory` lists what is unknown."
          : nil,
        severity: fits == nil ? .warning : nil)
    }
  }
}
