import Foundation
import TestSupport
import Testing

/// The questions of docs/batch.md, put to a database that is made here.
@Suite struct QuestionsTests {
  static let questions: [String] = {
    let page = try? String(
      contentsOf: Places.project.appending(path: "docs/batch.md"), encoding: .utf8)
    return (page ?? "").components(separatedBy: "```sql\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
  }()

  @Test func theyAreAnsweredAsSQLiteAnswersThem() throws {
    #expect(Self.questions.count >= 10)
    try withZoo { folder in
      for question in Self.questions {
        let answer = try BatchProgram.run(
          ["query", question, "zoo.sqlite", "--format", "ndjson"], in: folder)
        #expect(answer.status == 0, "\(question): \(answer.errorText)")
        let rows = try BatchProgram.records(answer.output).map { NSDictionary(dictionary: $0) }
        let expected = try python(question, folder)
        #expect(rows == expected, "\(question)")
      }
    }
  }

  /// Rows of the tables against the records that were printed.
  @Test func viewsCountWhatTheRecordsHold() throws {
    try withZoo { folder in
      let printed = try BatchProgram.run(["zoo", "--recursive", "--quiet"], in: folder)
      let records = try BatchProgram.records(printed.output)
      let findings = records.flatMap { $0["findings"] as? [BatchProgram.Record] ?? [] }
      let byRule = Dictionary(grouping: findings) { $0["rule"] as? String ?? "" }
      let answer = try BatchProgram.run(
        ["query", "findings_by_rule", "zoo.sqlite", "--format", "ndjson"], in: folder)
      let rows = try BatchProgram.records(answer.output)
      #expect(!rows.isEmpty)
      #expect(rows.count == byRule.count)
      for row in rows {
        let rule = try #require(row["rule"] as? String)
        #expect(row["findings"] as? Int == byRule[rule]?.count, "\(rule)")
      }
      let statuses = Dictionary(grouping: records) { $0["status"] as? String ?? "" }
      let counted = try BatchProgram.run(
        ["query", "models_by_status", "zoo.sqlite", "--format", "ndjson"], in: folder)
      for row in try BatchProgram.records(counted.output) {
        #expect(row["models"] as? Int == statuses[row["status"] as? String ?? ""]?.count)
      }
    }
  }

  /// The figures of `tflens memory`, which is held to the runtimes.
  @Test func modelsHaveTheMemoryOfTheirReports() throws {
    try Places.withTemporaryFolder { folder in
      let models = ["digits_int8", "digits_float32"].map { Places.fixture($0) }
      let outcome = try BatchProgram.run(models + ["--database", "zoo.sqlite"], in: folder)
      #expect([0, 4].contains(outcome.status), "\(outcome.errorText)")
      let answer = try BatchProgram.run(
        ["query", "models_by_memory", "zoo.sqlite", "--format", "ndjson"], in: folder)
      let rows = try BatchProgram.records(answer.output)
      #expect(rows.count == models.count)
      for row in rows {
        let model = try #require(row["model"] as? String)
        let printed = try Program.run(Places.program, ["memory", model, "--format", "ndjson"])
        let report = try #require(try BatchProgram.records(Data(printed.output)).first)
        let micro = try #require(report["tflm"] as? BatchProgram.Record)
        let litert = try #require(report["litert"] as? BatchProgram.Record)
        #expect(row["live_peak_bytes"] as? Int == report["live_peak_bytes"] as? Int)
        #expect(row["tflm_arena_bytes"] as? Int == micro["minimum_arena_bytes"] as? Int)
        #expect(row["litert_arena_bytes"] as? Int == litert["arena_bytes"] as? Int)
      }
    }
  }

  /// SQLite has no type for them; records do.
  @Test func truthValuesPrintAsInRecords() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try BatchProgram.run(
        [Places.fixture("digits_int8"), "--database", "zoo.sqlite"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      let answer = try BatchProgram.run(
        [
          "query", "SELECT DISTINCT negative_lobe_lost, 0 AS zero FROM sites", "zoo.sqlite",
          "--format", "ndjson",
        ], in: folder)
      #expect(answer.text == #"{"negative_lobe_lost": false, "zero": 0}"# + "\n")
    }
  }

  @Test func aFailureWithoutAPlaceHasNone() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try BatchProgram.run(
        ["missing.tflite", "--database", "zoo.sqlite", "--output", "-"], in: folder)
      #expect(
        outcome.text.contains(#""message": "the file does not exist", "place": null}"#),
        "\(outcome.text)")
      let answer = try BatchProgram.run(
        ["query", "SELECT code, place FROM failures", "zoo.sqlite", "--format", "ndjson"],
        in: folder)
      #expect(answer.text == #"{"code": "not-found", "place": null}"# + "\n")
    }
  }

  @Test(arguments: ["DELETE FROM models", "CREATE TABLE t (x)", "nonsense", "SELECT * FROM t"])
  func whatIsNoQuestionIsRefused(question: String) throws {
    try withZoo { folder in
      let answer = try BatchProgram.run(["query", question, "zoo.sqlite"], in: folder)
      #expect(answer.status == 2)
      #expect(answer.errorText.contains("[invalid-query]"))
      #expect(answer.output.isEmpty)
    }
  }

  @Test(arguments: ["text", "json", "markdown", "csv"])
  func aReportSumsUp(format: String) throws {
    try withZoo { folder in
      let report = try BatchProgram.run(["report", "zoo.sqlite", "--format", format], in: folder)
      #expect(report.status == 0)
      #expect(report.text.contains("unreadable"))
      #expect(report.text.contains("decomposed-hard-swish-found"))
      guard format == "json" else { return }
      let document = try #require(
        try JSONSerialization.jsonObject(with: report.output) as? BatchProgram.Record)
      #expect(document["schema"] as? String == "tflens.batch-report/1")
      let totals = try #require(document["totals"] as? BatchProgram.Record)
      #expect(totals["models"] as? Int == 60)
    }
  }

  @Test(arguments: ["query models", "report"])
  func whatIsNoDatabaseIsNamed(command: String) throws {
    try Places.withTemporaryFolder { folder in
      for (name, words) in [
        ("text", "the database cannot be used"), ("missing", "the database does not exist"),
      ] {
        try Data("no database at all, only words".utf8).write(to: folder.appending(path: "text"))
        let arguments = command.split(separator: " ").map(String.init) + [name]
        let outcome = try BatchProgram.run(arguments, in: folder)
        #expect(outcome.status == 3)
        #expect(outcome.errorText.contains("'\(name)': \(words)"))
        #expect(outcome.errorText.contains("[database-not-usable]"))
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "missing").path))
    }
  }

  private func python(_ question: String, _ folder: URL) throws -> [NSDictionary] {
    let script = """
      import json, sqlite3, sys
      database = sqlite3.connect(sys.argv[2])
      database.row_factory = sqlite3.Row
      for row in database.execute(sys.argv[1]):
          print(json.dumps(dict(row)))
      """
    let outcome = try Program.run(
      Places.python, ["-c", script, question, folder.appending(path: "zoo.sqlite").path])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    return try BatchProgram.records(outcome.output).map { NSDictionary(dictionary: $0) }
  }

  private func withZoo(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "60")
      let outcome = try BatchProgram.run(
        ["zoo", "--recursive", "--quiet", "--database", "zoo.sqlite"], in: folder)
      #expect(outcome.status == 4)
      try body(folder)
    }
  }
}
