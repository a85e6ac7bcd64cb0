internal import MemoryPlanning
internal import ModelFormat
internal import Rewriting
internal import Targeting

extension TargetsReport {
  /// Writes the JSON form, one document.
  public func writeJSON(to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", Self.schema)
      try json.member("tool", ToolVersion.current)
      try json.key("targets")
      try json.array(of: profiles) { profile in
        try json.object { try isFull ? full(profile, json) : brief(profile, json) }
      }
    }
    json.endDocument()
  }

  private func brief(_ profile: TargetProfile, _ json: JSONWriter) throws {
    try json.member("target", profile.id)
    try json.key("aliases")
    try json.array(of: profile.aliases) { json.value($0) }
    try json.member("name", profile.name)
    try json.member("kind", profile.kind.rawValue)
    try json.member("evidence", profile.evidence.rawValue)
    try json.member("compiler", profile.compiler)
    try json.member("compiler_version", profile.version?.description)
    try json.member("supported_count", profile.supportedCount)
    try json.member("unsupported_count", profile.unsupportedCount)
    try json.member("others", profile.othersUnsupported == nil ? "unknown" : "unsupported")
  }

  private func full(_ profile: TargetProfile, _ json: JSONWriter) throws {
    try brief(profile, json)
    try json.key("sources")
    try json.object {
      for source in profile.sources { try json.member(source.key, source.text) }
    }
    try json.key("remarks")
    try remarks(profile.remarks, json)
    try json.key("memory")
    if let memory = profile.memory {
      try json.object {
        try json.member("ram_bytes", memory.value.ramByteCount)
        try json.member("flash_bytes", memory.value.flashByteCount)
        try sources(memory.sources, json)
      }
    } else {
      json.null()
    }
    try json.key("partitioning")
    if let partitioning = profile.partitioning {
      try json.object {
        try json.member("rule", partitioning.value.rawValue)
        try sources(partitioning.sources, json)
      }
    } else {
      json.null()
    }
    try json.key("hard_swish_strategies")
    try json.object {
      for type in [ElementType.int8, .uint8, .float32] {
        try json.key(type.name)
        try json.array(of: profile.hardSwishStrategies(for: type)) { json.value($0.rawValue) }
      }
    }
    try json.key("folded")
    try json.array(of: profile.folded) { folded in try json.object { try write(folded, json) } }
    try json.key("every_operator")
    try limits(profile.everyOperator, json)
    try json.key("operators")
    try json.array(of: profile.operators) { entry in try json.object { try write(entry, json) } }
    try json.key("custom_operators")
    try json.array(of: profile.customOperators) { entry in
      try json.object { try write(entry, json) }
    }
  }

  private func write(_ folded: FoldedOperator, _ json: JSONWriter) throws {
    try json.member("op", folded.builtin.name)
    try json.key("constant_types")
    if let types = folded.types {
      try json.array(of: types) { json.value($0.name) }
    } else {
      json.null()
    }
    try json.member("sparse", folded.isSparse)
    try json.member("rule", folded.rule.rawValue)
    try json.member("text", folded.description)
    try sources(folded.sources, json)
  }

  private func write(_ entry: OperatorSupport, _ json: JSONWriter) throws {
    try json.member("op", entry.customCode ?? entry.builtin.name)
    try json.member("supported", entry.isSupported)
    try json.member("note", entry.note)
    try sources(entry.sources, json)
    try json.key("per_channel_weights")
    try sourced(entry.perChannelWeights, json) { json.value($0) }
    try json.key("since")
    try sourced(entry.since, json) { json.value($0.description) }
    try json.key("limits")
    try limits(entry.limits, json)
    try json.key("unchecked")
    try json.array(of: entry.unchecked) { limit in
      try json.object {
        try json.member("text", limit.description)
        try sources(limit.sources, json)
      }
    }
    try json.key("remarks")
    try remarks(entry.remarks, json)
  }

  private func sourced<Value>(
    _ fact: Sourced<Value>?, _ json: JSONWriter, _ value: (Value) throws -> Void
  ) throws {
    guard let fact else { return json.null() }
    try json.object {
      try json.key("value")
      try value(fact.value)
      try sources(fact.sources, json)
    }
  }

  private func limits(_ limits: [Limit], _ json: JSONWriter) throws {
    try json.array(of: limits) { limit in
      try json.object {
        try json.member("kind", limit.kind)
        try json.member("text", limit.description)
        try json.member("rejects_model", limit.rejectsModel)
        try sources(limit.sources, json)
      }
    }
  }

  private func remarks(_ remarks: [Remark], _ json: JSONWriter) throws {
    try json.array(of: remarks) { remark in
      try json.object {
        try json.member("text", remark.text)
        try sources(remark.sources, json)
      }
    }
  }

  private func sources(_ sources: [FactSource], _ json: JSONWriter) throws {
    try json.key("sources")
    try json.array(of: sources) { json.value($0.key) }
  }
}
