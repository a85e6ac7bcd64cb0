public import ModelFormat
internal import SQLite

/// The summary of a zoo: numbers of models, sites, verdicts and findings, what each target supports, and the
/// worst models.
public struct ZooReport: Sendable {
  /// One table of the summary.
  struct Section: Sendable {
    /// Its key in JSON.
    let name: String
    /// Its headline.
    let title: String
    let columns: [String]
    let rows: [[Value]]
  }

  /// The database.
  let path: FilePath
  /// The sections in reading order.
  let sections: [Section]

  /// How many of the worst models are listed.
  private static let worstCount = 20

  /// Summarizes the database at `path`.
  public init(_ path: FilePath) throws(Diagnostic) {
    self.path = path
    sections = try ZooAnswer.reading(path) { db in
      try Self.questions.map { name, title, sql in
        try Self.section(name, title, sql, db)
      } + [Self.coverage(db), Self.section("worst", "Worst models", Self.worst, db)]
    }
  }

  private static func section(
    _ name: String, _ title: String, _ sql: String, _ db: Database
  ) throws -> Section {
    let statement = try db.prepare(sql)
    let rows = try statement.rows().map(\.values)
    return Section(name: name, title: title, columns: statement.columnNames, rows: rows)
  }

  private static let questions = [
    (
      "totals", "Totals",
      """
      SELECT (SELECT count(*) FROM models) AS models, (SELECT sum(bytes) FROM models) AS bytes,
        (SELECT count(DISTINCT sha256) FROM models) AS distinct_models,
        (SELECT sum(sites) FROM models) AS sites,
        (SELECT sum(errors + warnings + notes) FROM models) AS findings,
        (SELECT count(*) FROM negative_lobe_lost) AS models_that_lose_negative_lobe
      """
    ),
    ("statuses", "Models by status", "SELECT * FROM models_by_status"),
    ("failures", "Failures", "SELECT * FROM failures_by_code"),
    ("verdicts", "HARD_SWISH by verdict", "SELECT * FROM sites_by_verdict"),
    ("rules", "Findings by rule", "SELECT * FROM findings_by_rule"),
  ]

  private static let worst = "SELECT * FROM worst_models LIMIT \(worstCount)"

  /// The share of operators that a target supports, at quantiles over its models.
  ///
  /// A quantile is the value of the model at that position, rounded down, never a value between two models.
  private static func coverage(_ db: Database) throws -> Section {
    let quantiles = [("lowest", 0), ("p10", 10), ("p25", 25), ("median", 50), ("p75", 75)]
    let rows = try db.rows(
      """
      SELECT target, CASE operators WHEN 0 THEN 1.0 ELSE 1.0 * mapped / operators END AS share
      FROM target_coverage ORDER BY target, share
      """)
    let groups = Dictionary(grouping: rows) { $0.text(0) ?? "" }
    return Section(
      name: "coverage", title: "Share of operators that targets support",
      columns: ["target", "models"] + quantiles.map(\.0),
      rows: groups.sorted { $0.key < $1.key }.map { target, rows in
        [.text(target), Value(rows.count)]
          + quantiles.map { _, percent in
            let share = rows[(rows.count - 1) * percent / 100].real(1) ?? 0
            return .real((share * 1e4).rounded() / 1e4)
          }
      })
  }
}
