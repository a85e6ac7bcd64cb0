import Foundation
import TestSupport
import Testing

/// What stands on stderr while a batch works.
@Suite struct ProgressTests {
  private static let slow = ["TFLENS_BATCH_FAULT": "slow:*"]

  @Test func aTerminalSeesABar() throws {
    try withZoo { folder in
      let command = "\(Places.program.path) batch zoo/000 -j 1 --database zoo.sqlite"
      let shown = try Program.run(
        URL(filePath: "/usr/bin/script"), ["-qec", command, "/dev/null"], in: folder,
        environment: Self.slow)
      #expect(shown.text.contains("\r["))
      #expect(shown.text.contains("#"))
      #expect(shown.text.contains(" of 10 models, "))
      #expect(shown.text.contains(" a second, "))
      #expect(shown.text.contains(" left"))
      // The bar is gone at the end.
      #expect(shown.text.contains("\r\u{1b}[K10 models in "))
    }
  }

  @Test func aLogHasALineAndQuietNone() throws {
    try withZoo { folder in
      let run = ["zoo/000", "-j", "1", "--database", "zoo.sqlite"]
      let log = try BatchProgram.run(run, in: folder, environment: Self.slow)
      #expect(log.errorText.wholeMatch(of: #/10 models in \d+ s: [\w ,]+\n/#) != nil)
      #expect(log.output.isEmpty)
      #expect(try BatchProgram.run(run + ["--quiet"], in: folder).errors.isEmpty)
    }
  }

  @Test func oneProcessAtATimeWritesAFile() throws {
    try withZoo { folder in
      let outcome = try Program.run(
        URL(filePath: "/usr/bin/flock"),
        ["zoo.ndjson", Places.program.path, "batch", "zoo/000", "--output", "zoo.ndjson"],
        in: folder)
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.contains(
          "'zoo.ndjson': the records cannot be written: another process"))
    }
  }

  @Test func aReaderThatLeavesEndsItQuietly() throws {
    try withZoo { folder in
      let script = "\(Places.program.path) batch zoo/000 -j 1 | head -1"
      let outcome = try Program.run(URL(filePath: "/bin/sh"), ["-c", script], in: folder)
      #expect(outcome.status == 0)
      #expect(try BatchProgram.records(outcome.output).count == 1)
      #expect(!outcome.errorText.contains("error"))
    }
  }

  private func withZoo(_ body: (URL) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      try BatchProgram.script("make_zoo", folder.appending(path: "zoo").path, "10")
      try body(folder)
    }
  }
}
