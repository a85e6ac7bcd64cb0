import Foundation
import TestSupport
import Testing

/// A second run does only what is new, and leaves what is there as it was.
@Suite struct ResumeTests {
  @Test(arguments: [1, 7, 300])
  func aTornLastLineIsRepaired(missing: Int) throws {
    try withZoo(20) { folder in
      let file = folder.appending(path: "zoo.ndjson")
      let run = ["zoo", "--recursive", "-j1", "--output", "zoo.ndjson"]
      _ = try BatchProgram.run(run, in: folder)
      let whole = try Data(contentsOf: file)
      try whole.dropLast(missing).write(to: file)
      let again = try BatchProgram.run(run, in: folder)
      #expect(again.errorText.hasPrefix("20 models in "))
      #expect(again.errorText.contains(", 19 unchanged\n"))
      #expect(try Data(contentsOf: file) == whole)
    }
  }

  /// What the user wrote is neither cut nor appended to.
  @Test(arguments: ["two lines\nwithout a feed at the end", "a line\n", "{}\n", "TFL3"])
  func keepsAFileThatHoldsNoRecords(text: String) throws {
    try withZoo(1) { folder in
      let file = folder.appending(path: "notes.txt")
      try Data(text.utf8).write(to: file)
      let outcome = try BatchProgram.run(
        ["zoo", "--recursive", "--output", "notes.txt"], in: folder)
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText == """
          error: 'notes.txt': the file exists and does not begin with a record; only a file of records can be \
          resumed [output-not-writable]
            Give another file with --output, or remove this one first.

          """)
      #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
  }

  @Test func nothingIsDoneTwice() throws {
    try withZoo(50) { folder in
      let run = ["zoo", "--recursive", "--database", "zoo.sqlite"]
      let first = try BatchProgram.run(run, in: folder)
      #expect(!first.errorText.contains("unchanged"))
      let second = try BatchProgram.run(run, in: folder)
      // The broken one is tried again.
      #expect(second.errorText.contains(", 1 unreadable, 49 unchanged\n"), "\(second.errorText)")
      #expect(first.status == 4 && second.status == 4)
    }
  }

  @Test func aChangedModelReplacesItsRecord() throws {
    try withZoo(10) { folder in
      let run = [
        "zoo", "--recursive", "-j1", "--output", "zoo.ndjson", "--database", "zoo.sqlite",
      ]
      _ = try BatchProgram.run(run, in: folder)
      let model = folder.appending(path: "zoo/000/00003.tflite")
      try FileManager.default.removeItem(at: model)
      try FileManager.default.copyItem(
        at: URL(filePath: Places.fixture("digits_int8")), to: model)
      let again = try BatchProgram.run(run, in: folder)
      #expect(again.errorText.contains(" 9 unchanged\n"), "\(again.errorText)")
      // As if the others had never been there.
      let fresh = try BatchProgram.run(["zoo", "--recursive", "-j1"], in: folder)
      #expect(
        try BatchProgram.sortedLines(folder.appending(path: "zoo.ndjson"))
          == fresh.text.split(separator: "\n").map(String.init).sorted())
      let rows = try BatchProgram.script("dump_rows", folder.appending(path: "zoo.sqlite").path)
      #expect(rows.split(separator: "\n").count { $0.hasPrefix("models ") } == 10)
    }
  }

  /// The new file takes the place of the old one that the link names, and nothing else is left.
  @Test func replacedRecordsKeepALink() throws {
    try withZoo(3) { folder in
      let (link, target) = ("zoo.ndjson", folder.appending(path: "records/real.ndjson"))
      let files = FileManager.default
      try files.createDirectory(
        at: folder.appending(path: "records"), withIntermediateDirectories: false)
      try files.createSymbolicLink(
        atPath: folder.appending(path: link).path, withDestinationPath: "records/real.ndjson")
      let run = ["zoo", "--recursive", "-j1", "--output", link]
      _ = try BatchProgram.run(run, in: folder)
      let model = folder.appending(path: "zoo/000/00001.tflite")
      try files.removeItem(at: model)
      try files.copyItem(at: URL(filePath: Places.fixture("digits_int8")), to: model)
      _ = try BatchProgram.run(run, in: folder)
      #expect(
        try files.destinationOfSymbolicLink(atPath: folder.appending(path: link).path)
          == "records/real.ndjson")
      let fresh = try BatchProgram.run(["zoo", "--recursive", "-j1"], in: folder)
      #expect(
        try BatchProgram.sortedLines(target)
          == fresh.text.split(separator: "\n").map(String.init).sorted())
      #expect(
        try files.contentsOfDirectory(atPath: folder.appending(path: "records").path)
          == ["real.ndjson"])
    }
  }

  @Test func otherRulesMakeNewRecords() throws {
    try withZoo(10) { folder in
      let run = ["zoo", "--recursive", "--database", "zoo.sqlite"]
      _ = try BatchProgram.run(run, in: folder)
      let other = try BatchProgram.run(run + ["--ignore", "Q038"], in: folder)
      #expect(!other.errorText.contains("unchanged"))
    }
  }

  @Test func findingsThatWereThereStillCount() throws {
    try withZoo(4) { folder in
      let run = ["zoo", "--recursive", "--database", "zoo.sqlite", "--fail-on", "note"]
      #expect(try BatchProgram.run(run, in: folder).status == 1)
      let again = try BatchProgram.run(run, in: folder)
      #expect(again.status == 1)
      #expect(again.errorText.contains("findings in 3 models, 4 unchanged\n"))
      #expect(try BatchProgram.run(run + ["--exit-zero"], in: folder).status == 0)
    }
  }

  @Test func withoutWeightsOnlyTablesDecide() throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "m.tflite")
      var bytes = [UInt8](try Data(contentsOf: URL(filePath: Places.fixture("digits_int8"))))
      try Data(bytes).write(to: model)
      let tables = ["m.tflite", "--select", "Q007", "--output", "tables"]
      let weights = ["m.tflite", "--select", "Q016", "--output", "weights"]
      for run in [tables, weights] { _ = try BatchProgram.run(run, in: folder) }
      // In the middle of the largest data, which takes most of the file.
      let middle = try #require(bytes.indices.dropFirst(30_000).first { bytes[$0] > 2 })
      bytes[middle] ^= 1
      try Data(bytes).write(to: model)
      #expect(try BatchProgram.run(tables, in: folder).errorText.contains("1 unchanged"))
      #expect(try !BatchProgram.run(weights, in: folder).errorText.contains("unchanged"))
    }
  }

  private func withZoo(_ count: Int, _ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "\(count)")
      try body(folder)
    }
  }
}
