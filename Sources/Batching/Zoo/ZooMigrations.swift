internal import SQLite

/// The versions of the database, and the migrations between them.
enum ZooMigrations {
  /// The migrations in order; a database of version n has had the first n.
  private static let steps = [tables + views, conditional, optionalPlace, memory]

  /// Migrates a database to the newest version; false for one that a newer tflens has written.
  static func migrate(_ db: Database) throws -> Bool {
    // Another process may do the same, so the version is read inside the transaction.
    try db.transaction {
      let form = try form(of: db)
      guard form <= steps.count else { return false }
      for (number, step) in steps.enumerated().dropFirst(form) {
        try db.execute("\(step); PRAGMA user_version = \(number + 1)")
      }
      return true
    }
  }

  /// The version of a database: SQLite stores a number for it; early databases had a table of migrations
  /// instead.
  private static func form(of db: Database) throws -> Int {
    let form = try db.rows("PRAGMA user_version").first?.number(0) ?? 0
    let old = "SELECT 1 FROM sqlite_master WHERE name = 'grdb_migrations'"
    guard form == 0, try !db.rows(old).isEmpty else { return form }
    return try db.rows("SELECT max(CAST(identifier AS INTEGER)) FROM grdb_migrations").first?
      .number(0) ?? 0
  }

  // Ids are the keys, not numbers in the order of arrival, so the rows do not depend on the order in which
  // workers finish.
  private static let tables = """
    CREATE TABLE models (
      id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT, bytes INTEGER,
      status TEXT NOT NULL, tool TEXT NOT NULL, rules TEXT NOT NULL,
      errors INTEGER, warnings INTEGER, notes INTEGER, suppressed INTEGER,
      findings_left_out INTEGER, sites INTEGER, confirmed INTEGER,
      confirmed_per_tensor_weights INTEGER, refuted INTEGER, not_quantized INTEGER,
      not_applicable INTEGER, decomposed INTEGER, sites_left_out INTEGER, tags TEXT
    ) WITHOUT ROWID;
    CREATE TABLE sites (
      model TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE, position INTEGER NOT NULL,
      subgraph INTEGER NOT NULL, operator INTEGER NOT NULL, verdict TEXT NOT NULL, producer TEXT,
      input_type TEXT, input_scale REAL, input_zero_point INTEGER,
      output_type TEXT, output_scale REAL, output_zero_point INTEGER,
      max_error_codes INTEGER, codes_below_zero INTEGER, saturated_codes INTEGER,
      negative_lobe_lost INTEGER, reasons TEXT NOT NULL,
      PRIMARY KEY (model, position)
    ) WITHOUT ROWID;
    CREATE TABLE findings (
      model TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE, position INTEGER NOT NULL,
      rule TEXT NOT NULL, name TEXT NOT NULL, severity TEXT NOT NULL, subgraph INTEGER,
      operator INTEGER, op TEXT, tensor INTEGER, tensor_name TEXT, message TEXT NOT NULL,
      "values" TEXT NOT NULL, fix TEXT NOT NULL,
      PRIMARY KEY (model, position)
    ) WITHOUT ROWID;
    CREATE INDEX findings_by_rule_index ON findings (rule);
    CREATE TABLE target_coverage (
      model TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE, target TEXT NOT NULL,
      operators INTEGER NOT NULL, mapped INTEGER NOT NULL,
      PRIMARY KEY (model, target)
    ) WITHOUT ROWID;
    CREATE TABLE blocked_operators (
      model TEXT NOT NULL, target TEXT NOT NULL, position INTEGER NOT NULL,
      subgraph INTEGER, operator INTEGER, op TEXT, reasons TEXT NOT NULL,
      PRIMARY KEY (model, target, position),
      FOREIGN KEY (model, target) REFERENCES target_coverage (model, target) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE TABLE failures (
      model TEXT NOT NULL PRIMARY KEY REFERENCES models (id) ON DELETE CASCADE,
      status TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, place TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE runs (
      run INTEGER PRIMARY KEY, tool TEXT NOT NULL, rules TEXT NOT NULL,
      started TEXT NOT NULL, ended TEXT, examined INTEGER
    );
    """

  // Null in rows by an older tflens, which did not count them. Views fix their columns when they are created.
  private static let conditional = """
    ALTER TABLE target_coverage ADD COLUMN conditional INTEGER;
    DROP VIEW coverage_by_target;
    CREATE VIEW coverage_by_target AS
      SELECT target, count(*) AS models, sum(mapped) AS mapped, sum(conditional) AS conditional,
        sum(operators) AS operators, sum(mapped = operators) AS whole
      FROM target_coverage GROUP BY target ORDER BY target;
    """

  // A missing place is NULL, as in the record; before, it was empty text. SQLite cannot change a column in
  // place.
  private static let optionalPlace = """
    DROP VIEW failures_by_code;
    ALTER TABLE failures RENAME TO old_failures;
    CREATE TABLE failures (
      model TEXT NOT NULL PRIMARY KEY REFERENCES models (id) ON DELETE CASCADE,
      status TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, place TEXT
    ) WITHOUT ROWID;
    INSERT INTO failures SELECT model, status, code, message, nullif(place, '') FROM old_failures;
    DROP TABLE old_failures;
    CREATE VIEW failures_by_code AS
      SELECT code, count(*) AS models, min(model) AS example FROM failures
      GROUP BY code ORDER BY models DESC, code;
    """

  // Null in rows by an older tflens, and where not all of it is known.
  private static let memory = """
    ALTER TABLE models ADD COLUMN live_peak_bytes INTEGER;
    ALTER TABLE models ADD COLUMN tflm_arena_bytes INTEGER;
    ALTER TABLE models ADD COLUMN litert_arena_bytes INTEGER;
    CREATE VIEW models_by_memory AS
      SELECT id AS model, tflm_arena_bytes, live_peak_bytes, litert_arena_bytes, bytes FROM models
      WHERE coalesce(tflm_arena_bytes, live_peak_bytes, litert_arena_bytes) IS NOT NULL
      ORDER BY tflm_arena_bytes IS NULL, tflm_arena_bytes, live_peak_bytes, id;
    """

  private static let views = """
    CREATE VIEW models_by_status AS
      SELECT status, count(*) AS models, sum(bytes) AS bytes FROM models
      GROUP BY status ORDER BY models DESC, status;
    CREATE VIEW negative_lobe_lost AS
      SELECT model, count(*) AS sites, group_concat(operator, ' ') AS operators
      FROM sites WHERE negative_lobe_lost GROUP BY model ORDER BY sites DESC, model;
    CREATE VIEW findings_by_rule AS
      SELECT rule, name, count(*) AS findings, count(DISTINCT model) AS models,
        sum(severity = 'error') AS errors, sum(severity = 'warning') AS warnings,
        sum(severity = 'note') AS notes
      FROM findings GROUP BY rule, name ORDER BY models DESC, findings DESC, rule;
    CREATE VIEW sites_by_verdict AS
      SELECT verdict, count(*) AS sites, count(DISTINCT model) AS models
      FROM sites GROUP BY verdict ORDER BY sites DESC, verdict;
    CREATE VIEW refuted_sites AS
      SELECT model, subgraph, operator, producer, reasons
      FROM sites WHERE verdict = 'refuted' ORDER BY model, position;
    CREATE VIEW worst_models AS
      SELECT id AS model, errors, warnings, notes FROM models
      WHERE errors + warnings + notes > 0
      ORDER BY errors DESC, warnings DESC, notes DESC, id;
    CREATE VIEW failures_by_code AS
      SELECT code, count(*) AS models, min(model) AS example FROM failures
      GROUP BY code ORDER BY models DESC, code;
    CREATE VIEW blocked_by_target AS
      SELECT target, op, count(*) AS operators, count(DISTINCT model) AS models
      FROM blocked_operators GROUP BY target, op ORDER BY target, operators DESC, op;
    CREATE VIEW coverage_by_target AS
      SELECT target, count(*) AS models, sum(mapped) AS mapped, sum(operators) AS operators,
        sum(mapped = operators) AS whole
      FROM target_coverage GROUP BY target ORDER BY target;
    CREATE VIEW same_models AS
      SELECT sha256, count(*) AS models, min(id) AS first, max(id) AS last FROM models
      WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING count(*) > 1
      ORDER BY models DESC, sha256;
    """
}
