import Foundation
import TestSupport
import Testing

/// The runtime, in a Python of its own: it runs splits and compares.
enum SplitOracle {
  /// Runs every case; what differs stands in the outcome's text, a line each.
  static func run(_ cases: [SplitCase]) throws -> Outcome {
    let python = Places.python
    try #require(
      FileManager.default.isExecutableFile(atPath: python.path),
      "these tests need a Python with ai-edge-litert: run `make test`")
    return try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "cases.json")
      try JSONEncoder().encode(cases).write(to: file)
      return try Program.run(python, ["-B", "-W", "ignore", Self.script.path, file.path])
    }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Oracles/run_splits.py")
}
