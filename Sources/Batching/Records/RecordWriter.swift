internal import Auditing
internal import MemoryPlanning
internal import ModelFacts
internal import ModelFormat
internal import Reporting
internal import Targeting

/// Writes records: `tflens.batch/2`.
struct RecordWriter {
  /// The name and version of a record.
  static let schema = "tflens.batch/2"
  /// How a record of any version begins.
  static let beginning = #"{"schema": "tflens.batch/"#
  /// The size of a record apart from findings, sites, and the item's own text.
  private static let frame = 8 << 10
  /// Error messages have no limit of their own.
  private static let longestText = 16 << 10

  let versions: BatchVersions

  /// The record of a model that was read.
  func record(
    _ item: BatchItem, sha256: String, byteCount: Int, _ result: AuditResult,
    _ facts: AuditContext, _ memory: MemoryTotals, _ placements: [Placement]
  ) throws -> BatchRecord {
    let status = result.findings.isEmpty ? RecordStatus.ok : .findings
    var room = Self.room(for: item)
    let findings = try pieces(of: result.findings, room: &room) { finding, json in
      try finding.writeMembers(to: json)
    }
    let all = facts.subgraphs.flatMap { facts in
      facts.hardSwishes.map { (subgraph: facts.subgraph, site: $0) }
    }
    let verdicts = all.reduce(into: [HardSwishVerdict.Answer: Int]()) { counts, place in
      counts[place.site.verdict.answer, default: 0] += 1
    }
    let sites = try pieces(of: all, room: &room) { place, json in
      try place.site.writeMembers(in: place.subgraph, to: json)
    }
    let targets = try targets(placements, room: room)
    let json = try document(
      item, sha256: sha256, byteCount: byteCount, status, targets: targets
    ) { json in
      try json.member("error", nil as String?)
      try json.key("summary")
      try json.object {
        for severity in Severity.allCases.reversed() {
          try json.member(severity.rawValue, result.count(severity))
        }
        try json.member("suppressed", result.suppressed.count)
        try json.member("findings_left_out", result.findings.count - findings.count)
      }
      try json.key("hardswish")
      try json.object {
        try json.key("summary")
        try json.object {
          try json.member("sites", all.count)
          try json.member("confirmed", verdicts[.confirmed] ?? 0)
          try json.member(
            "confirmed_per_tensor_weights", verdicts[.confirmedPerTensorWeights] ?? 0)
          try json.member("refuted", verdicts[.refuted] ?? 0)
          try json.member("not_quantized", verdicts[.notQuantized] ?? 0)
          try json.member("not_applicable", verdicts[.notApplicable] ?? 0)
          try json.member("decomposed", facts.subgraphs.reduce(0) { $0 + $1.decomposed.count })
        }
        try json.member("sites_left_out", all.count - sites.count)
        try json.key("sites")
        try json.array(of: sites) { json.written($0) }
      }
      try json.key("memory")
      try json.object { try memory.writeMembers(to: json) }
      try json.key("findings")
      try json.array(of: findings) { json.written($0) }
    }
    return BatchRecord(
      status, worst: result.worst, findingCount: result.findings.count, json: json)
  }

  /// The record of a model that could not be read.
  func record(
    _ item: BatchItem, byteCount: Int? = nil, _ failure: BatchFailure
  ) throws -> BatchRecord {
    let json = try document(item, sha256: nil, byteCount: byteCount, failure.status) { json in
      try json.key("error")
      try json.object {
        try json.member("code", failure.code)
        try json.member("message", failure.message.beginning(Self.longestText))
        try json.member("place", failure.place?.beginning(Self.longestText))
      }
      for name in ["summary", "hardswish", "memory"] { try json.member(name, nil as String?) }
      try json.key("findings")
      try json.array {}
    }
    return BatchRecord(failure.status, json: json)
  }

  private func document(
    _ item: BatchItem, sha256: String?, byteCount: Int?, _ status: RecordStatus,
    targets: [[UInt8]] = [], _ body: (JSONWriter) throws -> Void
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let json = JSONWriter(to: output, lineDepth: 0)
    try json.object {
      try json.member("schema", Self.schema)
      try json.member("tool", versions.tool)
      try json.member("rules", versions.rules)
      try json.member("id", item.id)
      try json.member("path", item.displayPath.description)
      try json.member("sha256", sha256)
      try json.member("bytes", byteCount)
      try json.member("status", status.rawValue)
      try body(json)
      try json.key("targets")
      try json.array(of: targets) { json.written($0) }
      if let tags = item.tags {
        try json.key("tags")
        json.written(tags.utf8)
      }
    }
    try output.finish()
    return bytes
  }

  /// The maximum size of findings and sites together.
  private static func room(for item: BatchItem) -> Int {
    // A control character takes six bytes, `\u0001`; a byte that is not UTF-8 becomes three.
    let names = 6 * (item.id.utf8.count + item.displayPath.bytes.count)
    return BatchRecord.largest - frame - names - (item.tags?.utf8.count ?? 0)
  }

  /// Each placement, with as many of its operators as there is room for.
  private func targets(_ placements: [Placement], room: Int) throws -> [[UInt8]] {
    let share = max(room, 0) / max(placements.count, 1)
    return try placements.map { placement in
      var shown = Int.max
      while true {
        var bytes: [UInt8] = []
        let output = OutputBuffer { bytes += $0 }
        try JSONWriter(to: output, lineDepth: 0).placement(placement, shown: shown)
        try output.finish()
        if bytes.count <= share || shown == 0 { return bytes }
        shown = min(shown, placement.operators.count) / 2
      }
    }
  }

  /// As many of the first objects as there is room for.
  private func pieces<Elements: Collection>(
    of elements: Elements, room: inout Int, _ write: (Elements.Element, JSONWriter) throws -> Void
  ) throws -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var piece: [UInt8] = []
    guard !elements.isEmpty else { return [] }
    let output = OutputBuffer { piece += $0 }
    let json = JSONWriter(to: output, lineDepth: 0)
    for element in elements {
      piece.removeAll(keepingCapacity: true)
      try json.object { try write(element, json) }
      try output.finish()
      room -= piece.count + 2
      guard room >= 0 else { break }
      pieces.append(piece)
    }
    return pieces
  }
}

extension String {
  fileprivate func beginning(_ count: Int) -> String {
    utf8.count <= count ? self : String(decoding: utf8.prefix(count), as: UTF8.self) + "..."
  }
}
