import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Batching

/// The rows of what targets make of models; records written by hand.
@Suite struct TargetRowsTests {
  private static func record(
    _ id: String, mapped: Int, blocked: [Int], conditional: Int = 0
  ) -> FinishedRecord {
    let operators = blocked.map {
      #"{"subgraph": 0, "operator": \#($0), "op": "HARD_SWISH", "reasons": ["int16"]}"#
    }
    let json = """
      {"schema": "tflens.batch/2", "tool": "1", "rules": "r", "id": "\(id)", "path": "\(id)", \
      "sha256": "00", "bytes": 1, "status": "ok", "error": null, "findings": [], "targets": \
      [{"target": "ethos-u55", "operators": 10, "mapped": \(mapped), \
      "conditional_count": \(conditional), \
      "blocked": [\(operators.joined(separator: ", "))]}]}
      """
    return FinishedRecord(
      position: 0, item: BatchItem(path: FilePath(id)),
      record: BatchRecord(.ok, json: Array(json.utf8)))
  }

  @Test func coverageAndReasonsAreRows() throws {
    try withDatabase { path in
      let rows = try ask("SELECT * FROM blocked_operators ORDER BY model, position", path)
      #expect(
        rows == [
          "model,target,position,subgraph,operator,op,reasons",
          #"a,ethos-u55,0,0,3,HARD_SWISH,"[""int16""]""#,
          #"a,ethos-u55,1,0,7,HARD_SWISH,"[""int16""]""#,
        ])
      #expect(
        try ask("blocked_by_target", path) == [
          "target,op,operators,models", "ethos-u55,HARD_SWISH,2,1",
        ])
      #expect(
        try ask("coverage_by_target", path) == [
          "target,models,mapped,conditional,operators,whole", "ethos-u55,3,27,1,30,1",
        ])
    }
  }

  /// Rows of an older tflens have no such number; the view says how many of the others are conditional.
  @Test func aDatabaseOfTheFirstFormGetsTheColumn() throws {
    try Places.withTemporaryFolder { folder in
      let path = FilePath(folder.appending(path: "zoo.sqlite").path)
      try ZooDatabase(path).finish()
      // What is younger than the first form goes again; the first form kept its number in a table.
      let script = """
        import sqlite3, sys
        sqlite3.connect(sys.argv[1]).executescript(\"\"\"
          DROP VIEW coverage_by_target;
          ALTER TABLE target_coverage DROP COLUMN conditional;
          DROP VIEW models_by_memory;
          ALTER TABLE models DROP COLUMN live_peak_bytes;
          ALTER TABLE models DROP COLUMN tflm_arena_bytes;
          ALTER TABLE models DROP COLUMN litert_arena_bytes;
          CREATE VIEW coverage_by_target AS SELECT target, sum(mapped) AS mapped FROM target_coverage;
          PRAGMA user_version = 0;
          CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
          INSERT INTO grdb_migrations VALUES ('1');
          INSERT INTO models (id, path, status, tool, rules) VALUES ('old', 'old', 'ok', '1', 'r');
          INSERT INTO target_coverage VALUES ('old', 'ethos-u55', 5, 4);
          INSERT INTO failures VALUES ('old', 'unreadable', 'truncated', 'm', '');\"\"\")
        """
      let outcome = try Program.run(Places.python, ["-c", script, path.description])
      #expect(outcome.status == 0, "\(outcome.errorText)")
      let zoo = try ZooDatabase(path)
      try zoo.write([Self.record("a", mapped: 8, blocked: [], conditional: 2)])
      try zoo.finish()
      #expect(
        try ask("SELECT * FROM target_coverage ORDER BY model", path) == [
          "model,target,operators,mapped,conditional", "a,ethos-u55,10,8,2", "old,ethos-u55,5,4,",
        ])
      #expect(
        try ask("coverage_by_target", path) == [
          "target,models,mapped,conditional,operators,whole", "ethos-u55,2,12,2,15,0",
        ])
      #expect(
        try ask("SELECT model, place IS NULL AS is_null FROM failures", path) == [
          "model,is_null", "old,1",
        ])
      #expect(
        try ask("failures_by_code", path) == ["code,models,example", "truncated,1,old"])
      #expect(
        try ask("SELECT id, tflm_arena_bytes FROM models WHERE id = 'old'", path) == [
          "id,tflm_arena_bytes", "old,",
        ])
    }
  }

  @Test func aReportHasQuantiles() throws {
    try withDatabase { path in
      let report = try Program.tflens("batch", "report", path.description, "--format", "csv")
      let lines = report.text.split(separator: "\r\n").filter { $0.hasPrefix("coverage,") }
      // Of the shares 0.8, 0.9 and 1.0.
      #expect(
        lines == [
          "coverage,ethos-u55,models,3", "coverage,ethos-u55,lowest,0.8",
          "coverage,ethos-u55,p10,0.8", "coverage,ethos-u55,p25,0.8",
          "coverage,ethos-u55,median,0.9", "coverage,ethos-u55,p75,0.9",
        ])
    }
  }

  @Test func aNewRecordTakesThePlaceOfTheOld() throws {
    try withDatabase { path in
      let zoo = try ZooDatabase(path)
      try zoo.write([Self.record("a", mapped: 10, blocked: [])])
      try zoo.finish()
      #expect(
        try ask("SELECT count(*) AS n FROM blocked_operators", path) == ["n", "0"])
      #expect(try ask("SELECT count(*) AS n FROM models", path) == ["n", "3"])
    }
  }

  private func ask(_ question: String, _ path: FilePath) throws -> [String] {
    let outcome = try Program.tflens(
      "batch", "query", question, path.description, "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text.split(separator: "\r\n").map(String.init)
  }

  private func withDatabase(_ body: (FilePath) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let path = FilePath(folder.appending(path: "zoo.sqlite").path)
      let zoo = try ZooDatabase(path)
      try zoo.write([
        Self.record("a", mapped: 8, blocked: [3, 7]),
        Self.record("b", mapped: 9, blocked: [], conditional: 1),
        Self.record("c", mapped: 10, blocked: []),
      ])
      try zoo.finish()
      try body(path)
    }
  }
}
