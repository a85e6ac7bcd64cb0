import Foundation
import TestSupport
import Testing

/// What goes wrong in one model costs that model only.
@Suite struct WorkerTests {
  @Test(arguments: [1, 3])
  func aCrashCostsOneModel(jobs: Int) throws {
    let answers = try disturbed("crash:00013", ["-j\(jobs)"])
    #expect(answers.filter { $0.value == "unreadable worker-died" }.map(\.key) == [Self.id(13)])
    #expect(answers.count == 40)
  }

  @Test func aModelThatTakesTooLongIsGivenUp() throws {
    let answers = try disturbed("hang:00013", ["-j2", "--timeout", "0.5"])
    #expect(answers.filter { $0.value == "timeout timeout" }.map(\.key) == [Self.id(13)])
    #expect(answers.count == 40)
    #expect(!answers.values.contains("unreadable worker-died"))
  }

  @Test func everyModelMayCrash() throws {
    let answers = try disturbed("crash:*", ["-j2"])
    #expect(answers.count == 40)
    #expect(Set(answers.values) == ["unreadable worker-died"])
  }

  @Test func theCrashIsSaidInWords() throws {
    try withZoo { folder in
      let outcome = try BatchProgram.run(
        ["zoo/000/00001.tflite"], in: folder, environment: ["TFLENS_BATCH_FAULT": "crash:1"])
      #expect(outcome.status == 4)
      let record = try #require(try BatchProgram.records(outcome.output).first)
      let error = record["error"] as? BatchProgram.Record
      // 6 is SIGABRT.
      #expect(error?["message"] as? String == "the process that read the model ended by signal 6")
    }
  }

  @Test func largeModelsArePassedOver() throws {
    try withZoo { folder in
      let outcome = try BatchProgram.run(
        ["zoo/000/00000.tflite", "--max-bytes", "100"], in: folder)
      #expect(
        try BatchProgram.answers(outcome.output) == ["zoo/000/00000.tflite": "skipped too-large"])
      #expect(outcome.status == 0)
    }
  }

  @Test func aRecordIsAtMostOneMebibyte() throws {
    try Places.withTemporaryFolder { folder in
      // Ten thousand operators that each have a finding: ADD of float and int8.
      let operators = (0..<10_000).map { _ in "{inputs: [0], outputs: [1]}" }
      let model = try Flatc.model(
        """
        {version: 3, buffers: [{}], operator_codes: [{builtin_code: HARD_SWISH}],
         subgraphs: [{inputs: [0], outputs: [1],
          tensors: [{name: "\(String(repeating: "n", count: 300))", shape: [2], type: INT8},
           {name: "b", shape: [2], type: INT8}],
          operators: [\(operators.joined(separator: ", "))]}]}
        """)
      try Data(model).write(to: folder.appending(path: "m.tflite"))
      let outcome = try BatchProgram.run(["m.tflite"], in: folder)
      #expect(outcome.output.count <= 1 << 20)
      #expect(outcome.output.count > 1 << 19)
      let record = try #require(try BatchProgram.records(outcome.output).first)
      let summary = try #require(record["summary"] as? [String: Int])
      let findings = try #require(record["findings"] as? [Any])
      let all = ["error", "warning", "note"].reduce(0) { $0 + (summary[$1] ?? 0) }
      #expect(all == findings.count + (summary["findings_left_out"] ?? 0))
      #expect((summary["findings_left_out"] ?? 0) > 0)
    }
  }

  private static func id(_ number: Int) -> String { "zoo/000/000\(number).tflite" }

  private func withZoo<R>(_ body: (URL) throws -> R) throws -> R {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "40")
      return try body(folder)
    }
  }

  private func disturbed(_ fault: String, _ options: [String]) throws -> [String: String] {
    try withZoo { folder in
      let outcome = try BatchProgram.run(
        ["zoo", "--recursive", "--quiet"] + options, in: folder,
        environment: ["TFLENS_BATCH_FAULT": fault])
      #expect(outcome.status == 4)
      return try BatchProgram.answers(outcome.output)
    }
  }
}
