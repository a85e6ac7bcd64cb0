import Foundation
import TestSupport
import Testing

/// `--ranges-dir`: what rules about data say of the models of a batch.
@Suite struct RangesFolderTests {
  private static let testSet = Places.fixtures.appending(path: "digits_test.npz").path

  /// A folder with two models in `zoo`, and ranges of one of them, measured on pixels that are sixteen
  /// times too small, in `ranges/good.ranges.json`.
  private func withZoo(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let files = FileManager.default
      for name in ["zoo", "ranges"] {
        try files.createDirectory(
          at: folder.appending(path: name), withIntermediateDirectories: true)
      }
      for (fixture, name) in [("digits_int8", "good"), ("decomposed_clip_int8", "other")] {
        try files.copyItem(
          at: URL(filePath: Places.fixture(fixture)),
          to: folder.appending(path: "zoo/\(name).tflite"))
      }
      let outcome = try Program.run(
        Places.program,
        [
          "calibrate", "zoo/good.tflite", "--inputs", Self.testSet, "--std", "256", "--runs", "3",
          "-o", "ranges/good.ranges.json",
        ], in: folder, environment: ["TFLENS_PYTHON": Places.python.path])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      try body(folder)
    }
  }

  private static let run = [
    "zoo", "--ranges-dir", "ranges", "--output", "zoo.ndjson", "--fail-on", "never",
  ]

  /// The rules about data with findings in the record of a model.
  private func dataRules(_ model: String, in folder: URL) throws -> Set<String> {
    let data = try Data(contentsOf: folder.appending(path: "zoo.ndjson"))
    let records = try BatchProgram.records(data).filter { $0["path"] as? String == model }
    let record = try #require(records.first)
    #expect(records.count == 1)
    let findings = try #require(record["findings"] as? [BatchProgram.Record])
    return Set(findings.compactMap { $0["rule"] as? String }.filter { $0.hasPrefix("D") })
  }

  @Test func recordsHaveTheirFindings() throws {
    try withZoo { folder in
      let outcome = try BatchProgram.run(Self.run, in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(try dataRules("zoo/good.tflite", in: folder).contains("D002"))
      #expect(try dataRules("zoo/other.tflite", in: folder) == [])
      // The SHA-256 of the model is a name too.
      let model = folder.appending(path: "zoo/good.tflite").path
      let digest = try Program.run(URL(filePath: "/usr/bin/sha256sum"), [model]).text.prefix(64)
      try FileManager.default.moveItem(
        at: folder.appending(path: "ranges/good.ranges.json"),
        to: folder.appending(path: "ranges/\(digest).json"))
      _ = try BatchProgram.run(Self.run, in: folder)
      #expect(try dataRules("zoo/good.tflite", in: folder).contains("D002"))
    }
  }

  @Test func aRecordIsNewOnceRangesChange() throws {
    try withZoo { folder in
      _ = try BatchProgram.run(Self.run, in: folder)
      let again = try BatchProgram.run(Self.run, in: folder)
      #expect(again.errorText.contains("2 unchanged"), "\(again.errorText)")
      try FileManager.default.removeItem(at: folder.appending(path: "ranges/good.ranges.json"))
      let without = try BatchProgram.run(Self.run, in: folder)
      #expect(!without.errorText.contains("unchanged"), "\(without.errorText)")
      #expect(try dataRules("zoo/good.tflite", in: folder) == [])
    }
  }

  @Test func damagedRangesAreAnErrorOfTheirModel() throws {
    try withZoo { folder in
      try Data("{".utf8).write(to: folder.appending(path: "ranges/good.ranges.json"))
      let outcome = try BatchProgram.run(Self.run, in: folder)
      #expect(outcome.status == 4)
      let answers = try BatchProgram.answers(
        try Data(contentsOf: folder.appending(path: "zoo.ndjson")))
      #expect(answers["zoo/good.tflite"] == "unreadable ranges-malformed")
      #expect(answers["zoo/other.tflite"]?.hasPrefix("unreadable") == false)
    }
  }

  @Test(arguments: [("nowhere", "the folder does not exist"), ("file", "it is not a folder")])
  func aMissingFolderIsAnError(name: String, why: String) throws {
    try withZoo { folder in
      try Data().write(to: folder.appending(path: "file"))
      let outcome = try BatchProgram.run(["zoo", "--ranges-dir", name], in: folder)
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.hasPrefix(
          """
          error: '\(name)': \(why) [ranges-not-readable]
            Give the folder that holds the files of `tflens calibrate`.
          """), "\(outcome.errorText)")
    }
  }

  /// A file that is not readable is not passed over: its model would seem to have no ranges.
  @Test func aLinkToNothingInTheFolderIsAnError() throws {
    try withZoo { folder in
      let ranges = folder.appending(path: "ranges")
      try FileManager.default.createSymbolicLink(
        at: ranges.appending(path: "lost.ranges.json"),
        withDestinationURL: folder.appending(path: "no"))
      let outcome = try BatchProgram.run(["zoo", "--ranges-dir", "ranges"], in: folder)
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.hasPrefix("error: 'ranges/lost.ranges.json': the file cannot be read: "),
        "\(outcome.errorText)")
    }
  }
}
