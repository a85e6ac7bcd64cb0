import Foundation
import TestSupport
import Testing

/// What a batch is given: folders, lists, parts.
@Suite struct InputTests {
  @Test func aListMayComeThroughAPipe() throws {
    try withZoo { folder in
      let expected = ["zoo/000/00000.tflite", "zoo/000/00001.tflite"]
      for (list, options) in [("\n", []), ("\0", ["-0"])] {
        let outcome = try BatchProgram.run(
          ["--manifest", "-", "--quiet"] + options, in: folder,
          input: Data(expected.map { $0 + list }.joined().utf8))
        #expect(try ids(outcome) == expected)
      }
    }
  }

  @Test func aListMayNameAndTagModels() throws {
    try withZoo { folder in
      let lines = """
        {"path": "zoo/000/00000.tflite", "id": "first", "tags": {"team": "vision"}}
        {"path": "zoo/000/00001.tflite"}
        {"path": "zoo/000", "id": "a folder"}
        """
      let outcome = try BatchProgram.run(
        ["--manifest", "-", "--quiet"], in: folder, input: Data(lines.utf8))
      let records = try BatchProgram.records(outcome.output)
      #expect(
        records.map { $0["id"] as? String } == ["first", "zoo/000/00001.tflite", "a folder"])
      #expect(records.first?["path"] as? String == "zoo/000/00000.tflite")
      #expect(records.first?["tags"] as? [String: String] == ["team": "vision"])
      #expect(records[1]["tags"] == nil)
      #expect(try BatchProgram.answers(outcome.output)["a folder"] == "unreadable is-a-folder")
    }
  }

  @Test func twoModelsWithOneIDAreRefused() throws {
    try withZoo { folder in
      let lines = """
        {"path": "zoo/000/00000.tflite", "id": "x"}
        {"path": "zoo/000/00001.tflite", "id": "x"}
        """
      let outcome = try BatchProgram.run(
        ["--manifest", "-"], in: folder, input: Data(lines.utf8))
      #expect(outcome.status == 2)
      #expect(
        outcome.errorText.hasPrefix(
          "error: 'zoo/000/00000.tflite' and 'zoo/000/00001.tflite' both have the id 'x' [same-id]"
        ))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func aFileThatIsNamedTwiceIsOneModel() throws {
    try withZoo { folder in
      let name = "zoo/000/00000.tflite"
      let all = try ids(BatchProgram.run([name, name, "zoo/000", "-q"], in: folder))
      #expect(all.count == 10)
    }
  }

  @Test func foldersAreLookedIntoWhenAsked() throws {
    try withZoo { folder in
      let none = try ids(BatchProgram.run(["zoo", "-q"], in: folder))
      #expect(none.isEmpty)
      let all = try ids(BatchProgram.run(["zoo", "-q", "--recursive"], in: folder))
      #expect(all == (0..<10).map { "zoo/000/0000\($0).tflite" })
      let some = try ids(
        BatchProgram.run(
          ["zoo/000", "-q", "--glob", "*3.tflite", "--glob", "*/00007.*"], in: folder))
      #expect(some == ["zoo/000/00003.tflite", "zoo/000/00007.tflite"])
    }
  }

  @Test func partsMakeUpTheWhole() throws {
    try withZoo { folder in
      let all = try ids(BatchProgram.run(["zoo/000", "-q"], in: folder))
      let parts = try (1...3).flatMap { part in
        try ids(BatchProgram.run(["zoo/000", "-q", "--shard", "\(part)/3"], in: folder))
      }
      #expect(parts.sorted() == all)
    }
  }

  @Test(arguments: [
    [], ["-0", "m.tflite"], ["m.tflite", "--shard", "0/3"], ["m.tflite", "--jobs", "0"],
    ["m.tflite", "--timeout", "0"], ["m.tflite", "--max-bytes", "0"],
    ["m.tflite", "--select", "nothing"],
  ])
  func wrongUsage(arguments: [String]) throws {
    try withZoo { folder in
      let outcome = try BatchProgram.run(arguments, in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
    }
  }

  @Test(arguments: [
    ["--manifest", "missing"], ["zoo", "--output", "missing/x"],
    ["zoo", "--database", "missing/x"],
  ])
  func whatCannotBeUsed(arguments: [String]) throws {
    try withZoo { folder in
      let outcome = try BatchProgram.run(arguments, in: folder)
      #expect(outcome.status == 3, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("'missing"))
    }
  }

  private func ids(_ outcome: Outcome) throws -> [String] {
    try BatchProgram.records(outcome.output).compactMap { $0["id"] as? String }
  }

  private func withZoo(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "10")
      try body(folder)
    }
  }
}
