import Foundation
import TestSupport
import Testing

/// A run that is killed, stopped or disturbed comes to the same rows as one that is not.
@Suite struct KilledRunTests {
  @Test func killedTenTimesItEndsWithTheSameRows() throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "2000")
      let start = ContinuousClock.now
      let calm = try BatchProgram.run(
        [
          "zoo", "--recursive", "--jobs", "2", "--quiet", "--database", "calm.sqlite", "--output",
          "calm.ndjson",
        ], in: folder)
      #expect(calm.status == 4, "\(calm.errorText)")
      let duration = ContinuousClock.now - start

      var random = SeededGenerator(seed: 0x5eed)
      var kills = 0
      var (committed, most) = (0, 0)
      while kills < 10 {
        let process = Process()
        process.executableURL = Places.program
        process.currentDirectoryURL = folder
        process.arguments = [
          "batch", "zoo", "--recursive", "--jobs", "2", "--quiet", "--database", "killed.sqlite",
          "--output", "killed.ndjson",
        ]
        try process.run()
        Thread.sleep(
          forTimeInterval: duration / .seconds(1) * .random(in: 0.02...0.3, using: &random))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        guard process.terminationReason == .uncaughtSignal else {
          // It was done before: from the beginning, then.
          for name in ["killed.sqlite", "killed.ndjson"] {
            try FileManager.default.removeItem(at: folder.appending(path: name))
          }
          committed = 0
          continue
        }
        kills += 1
        let rows = try rows(folder, "killed.sqlite")
        #expect(rows >= committed, "after kill \(kills)")
        committed = rows
        most = max(most, rows)
      }
      #expect(0 < most && most < 2000)
      let last = try BatchProgram.run(
        [
          "zoo", "--recursive", "--quiet", "--database", "killed.sqlite", "--output",
          "killed.ndjson",
        ], in: folder)
      #expect(last.status == 4, "\(last.errorText)")
      let expected = try dump(folder, "calm.sqlite")
      #expect(expected.hasPrefix("integrity ok\n"))
      #expect(expected.split(separator: "\n").count > 4000)
      #expect(try dump(folder, "killed.sqlite") == expected)
      #expect(
        try BatchProgram.sortedLines(folder.appending(path: "killed.ndjson"))
          == BatchProgram.sortedLines(folder.appending(path: "calm.ndjson")))
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalKeepsWhatIsDone(signal: Int32) throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "60")
      let stop = try Program.run(
        Places.python,
        [
          BatchProgram.path(ofScript: "stop_run"), "\(signal)", Places.program.path, "batch", "zoo",
          "--recursive", "--jobs", "1", "--quiet", "--database", "zoo.sqlite",
        ], in: folder, environment: ["TFLENS_BATCH_FAULT": "slow:*"])
      #expect(stop.text == "130\n")
      let done = try rows(folder, "zoo.sqlite")
      #expect(0 < done && done < 60)
      #expect(try dump(folder, "zoo.sqlite").hasPrefix("integrity ok\n"))
    }
  }

  @Test func jobsAndOrderDoNotMatter() throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "200")
      _ = try BatchProgram.run(["zoo/000", "zoo/001", "-j1", "--database", "a"], in: folder)
      _ = try BatchProgram.run(["zoo/001", "zoo/000", "-j3", "--database", "b"], in: folder)
      #expect(try dump(folder, "a") == dump(folder, "b"))
      // Printed records are in the order of the models, whoever is first.
      let one = try BatchProgram.run(["zoo", "--recursive", "-j1"], in: folder)
      let three = try BatchProgram.run(["zoo", "--recursive", "-j3"], in: folder)
      #expect(one.output == three.output)
      #expect(try BatchProgram.records(one.output).count == 200)
    }
  }

  private func dump(_ folder: URL, _ name: String) throws -> String {
    try BatchProgram.script("dump_rows", folder.appending(path: name).path)
  }

  private func rows(_ folder: URL, _ name: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: folder.appending(path: name).path) else {
      return 0
    }
    return try dump(folder, name).split(separator: "\n").count { $0.hasPrefix("models ") }
  }
}
