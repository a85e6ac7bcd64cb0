internal import SQLite

/// The rows of a record, which SQLite extracts from its JSON, so that both say the same.
enum ZooRows {
  /// Replaces the rows of a model by those of a record.
  static func replace(_ id: String, by json: String, in db: Database) throws {
    let coverage = try CoverageRows(id, besides: json, in: db)
    // The rows of the other tables are deleted with it.
    try db.run("DELETE FROM models WHERE id = ?", .text(id))
    for sql in statements { try db.run(sql, .text(json)) }
    try coverage.insert(in: db)
  }

  /// The columns that hold truth values, which SQLite stores as 0 and 1.
  static let truths: Set<String> = ["negative_lobe_lost"]

  private static func columns(_ paths: [String], of source: String = "value") -> String {
    paths.map { "json_extract(\(source), '$.\($0)')" }.joined(separator: ", ")
  }

  private static let statements = [
    "INSERT INTO models SELECT "
      + columns(
        [
          "id", "path", "sha256", "bytes", "status", "tool", "rules", "summary.error",
          "summary.warning", "summary.note", "summary.suppressed", "summary.findings_left_out",
          "hardswish.summary.sites", "hardswish.summary.confirmed",
          "hardswish.summary.confirmed_per_tensor_weights", "hardswish.summary.refuted",
          "hardswish.summary.not_quantized", "hardswish.summary.not_applicable",
          "hardswish.summary.decomposed", "hardswish.sites_left_out", "tags",
          "memory.live_peak_bytes", "memory.tflm_arena_bytes", "memory.litert_arena_bytes",
        ], of: "r") + " FROM (SELECT ?1 AS r)",
    "INSERT INTO sites SELECT json_extract(?1, '$.id'), key, "
      + columns([
        "subgraph", "operator", "verdict", "producer_op", "input_type", "input_scale",
        "input_zero_point", "output_type", "output_scale", "output_zero_point", "max_error_codes",
        "codes_below_zero", "saturated_codes", "negative_lobe_lost", "reasons",
      ]) + " FROM json_each(?1, '$.hardswish.sites')",
    "INSERT INTO findings SELECT json_extract(?1, '$.id'), key, "
      + columns([
        "rule", "name", "severity", "subgraph", "operator", "op", "tensor", "tensor_name",
        "message", "values", "fix",
      ]) + " FROM json_each(?1, '$.findings')",
    "INSERT INTO target_coverage SELECT json_extract(?1, '$.id'), "
      + columns(["target", "operators", "mapped", "conditional_count"])
      + " FROM json_each(?1, '$.targets')",
    "INSERT INTO blocked_operators SELECT json_extract(?1, '$.id'), "
      + "json_extract(target.value, '$.target'), blocked.key, "
      + columns(["subgraph", "operator", "op", "reasons"], of: "blocked.value")
      + " FROM json_each(?1, '$.targets') AS target, "
      + "json_each(target.value, '$.blocked') AS blocked",
    "INSERT INTO failures SELECT json_extract(r, '$.id'), json_extract(r, '$.status'), "
      + columns(["code", "message", "place"], of: "json_extract(r, '$.error')")
      + " FROM (SELECT ?1 AS r) WHERE json_type(r, '$.error') = 'object'",
  ]
}
