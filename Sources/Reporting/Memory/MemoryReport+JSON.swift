internal import MemoryPlanning
internal import ModelFormat

extension MemoryReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    try json.member("path", path.description)
    try json.member("live_peak_bytes", use.live.peakByteCount)
    try json.member("live_peak_subgraph", use.live.peak?.subgraph)
    try json.member("live_peak_operator", use.live.peak?.op)
    try json.key("live_at_peak")
    try json.array(of: use.live.tensorsAtPeak) { live in
      try json.object {
        try json.member("subgraph", live.subgraph)
        try json.member("tensor", Int(live.tensor.rawValue))
        try json.member("name", model.subgraphs[live.subgraph].tensors[live.tensor.position].name)
        try json.member("bytes", live.byteCount)
      }
    }
    try json.key("tflm")
    try json.object { try writeMicro(to: json) }
    try json.key("litert")
    try json.object {
      try json.member("arena_bytes", use.litert.arenaByteCount)
      try json.member("persistent_bytes", use.litert.persistentByteCount)
      try json.member("exact", use.litert.isExact)
      try json.key("not_included")
      try json.array(of: use.litert.operatorsWithTemporaries) { json.value($0) }
    }
    try json.member("flash_bytes", model.file.byteCount)
    try json.member("weight_bytes", weightByteCount)
    try json.member("budget_bytes", budget)
    try json.member("fits", budget == nil ? nil : isInBudget)
    try json.key("targets")
    try json.array(of: limits) { limit in
      try json.object {
        try json.member("target", limit.target)
        try json.member("ram_bytes", limit.ramByteCount)
        try json.member("flash_bytes", limit.flashByteCount)
        try json.member("fits", fit(in: limit))
      }
    }
    try json.key("unknown")
    try json.array(of: unknowns) { json.value($0) }
    try json.key("timeline")
    try writeTimeline(to: json)
  }

  private func writeMicro(to json: JSONWriter) throws {
    let micro = use.micro
    try json.member("pointer_bits", micro.pointers.rawValue)
    try json.member("arena_head_bytes", micro.headByteCount)
    try json.member("arena_tail_bytes", micro.tailByteCount)
    try json.member("minimum_arena_bytes", micro.minimumByteCount)
    try json.member("unsupported_operators", unsupported.count)
    try json.key("tail")
    try json.object {
      for part in MicroTailPart.allCases {
        let byteCount = micro.tail.first { $0.part == part }?.byteCount ?? 0
        try json.member(part.rawValue, byteCount)
      }
    }
    try json.key("unknown")
    try json.array(of: micro.unknowns) { json.value($0) }
  }

  private func writeTimeline(to json: JSONWriter) throws {
    let scratch = scratchByteCounts
    try json.array(of: timeline) { step in
      try json.object {
        try json.member("subgraph", step.subgraph)
        try json.member("operator", step.op.index)
        try json.member("op", step.op.code.name)
        try json.member("live_bytes", step.byteCount)
        try json.member("scratch_bytes", scratch[[step.subgraph, step.op.index]] ?? 0)
      }
    }
  }
}
