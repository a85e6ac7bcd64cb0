import Foundation
import TestSupport
import Testing

/// Every command of `docs/guide.md` is run, in order, in one folder, and prints what the page shows.
@Suite struct GuideTests {
  private static let page = Places.project.appending(path: "docs/guide.md")

  /// A fenced block: its language, the file that it is, where it is one, and its text.
  private struct Block {
    let language: String
    let file: String?
    let text: String
    let range: Range<String.Index>
  }

  private static func blocks(of text: String) -> [Block] {
    text.matches(of: /(?s)```(\w+)(?: (\S+))?\n(.*?)```/).map { match in
      Block(
        language: String(match.1), file: match.2.map(String.init), text: String(match.3),
        range: match.3.startIndex..<match.3.endIndex)
    }
  }

  @Test func eachCommandPrintsWhatThePageShows() throws {
    var text = try String(contentsOf: Self.page, encoding: .utf8)
    let blocks = Self.blocks(of: text)
    #expect(blocks.count { $0.language == "console" } >= 10)
    var shown: [String] = []
    try Places.withTemporaryFolder { folder in
      let model = URL(filePath: Places.fixture("digits_int8"))
      let models = folder.appending(path: "models")
      try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: model, to: models.appending(path: "m.tflite"))
      for (name, file) in [
        ("digits_float32.tflite", "float.tflite"), ("digits_test.npz", "test.npz"),
      ] {
        try FileManager.default.copyItem(
          at: Places.fixtures.appending(path: name), to: folder.appending(path: file))
      }
      for block in blocks {
        if let file = block.file {
          try write(block.text, to: folder.appending(path: file))
          for command in workflowCommands(in: block) {
            let outcome = try run(command, in: folder)
            #expect(outcome.status == 0, "\(command): \(outcome.text)")
          }
        } else if block.language == "console" {
          let commands = block.text.split(separator: "\n").filter { $0.hasPrefix("$ ") }
          shown.append(
            try commands.map { "\($0)\n\(try run(String($0.dropFirst(2)), in: folder).text)" }
              .joined())
        }
      }
    }
    let consoles = blocks.filter { $0.language == "console" && $0.file == nil }
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      for (block, output) in zip(consoles, shown).reversed() {
        text.replaceSubrange(block.range, with: output)
      }
      try Data(text.utf8).write(to: Self.page)
      return
    }
    for (block, output) in zip(consoles, shown) {
      #expect(block.text == output, "look at it, then BLESS=1")
    }
  }

  /// A model that is renamed and changed in one commit is audited under its new name.
  @Test func theHookAuditsARenamedModel() throws {
    let blocks = Self.blocks(of: try String(contentsOf: Self.page, encoding: .utf8))
    let hook = try #require(blocks.first { $0.file == ".git/hooks/pre-commit" })
    try Places.withTemporaryFolder { folder in
      try write(hook.text, to: folder.appending(path: "hook"))
      try write("fail_on: warning\n", to: folder.appending(path: ".tflens.yaml"))
      let outcome = try run(
        """
        git init --quiet; cp '\(Places.fixture("digits_int8"))' a.tflite; git add a.tflite
        commit() { git -c user.name=a -c user.email=a@example.org commit --quiet -m "$1"; }
        commit sound; cp hook .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit
        git mv a.tflite b.tflite; commit renamed; echo status $?
        tflens rewrite b.tflite -o c.tflite --quiet --set-quantization 48=0.8,-128
        git rm --quiet b.tflite; git add c.tflite; git diff --cached --name-status | cut -c 1
        commit coarse > report 2>&1; echo status $?; git rm --quiet -f c.tflite; commit gone; echo status $?
        """, in: folder)
      #expect(outcome.text == "status 0\nR\nstatus 1\nstatus 0\n")
    }
  }

  private func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// What a workflow runs; `make packages` tries how it is installed.
  private func workflowCommands(in block: Block) -> [String] {
    block.text.matches(of: /- run: (.*)/).map { String($0.1) }
      .filter { !$0.contains("pip install") }
  }

  private func run(_ command: String, in folder: URL) throws -> Outcome {
    let tool = Places.program.deletingLastPathComponent().path
    return try Shell.run(
      "PATH=\"\(tool):$PATH\"; { \(command); } 2>&1", in: folder,
      environment: ["LC_ALL": "C.UTF-8", "TFLENS_PYTHON": Places.python.path])
  }
}
