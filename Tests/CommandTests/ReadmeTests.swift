import Foundation
import TestSupport
import Testing

/// What the README shows is what the tool prints.
@Suite struct ReadmeTests {
  struct Example: CustomTestStringConvertible {
    let command: String
    let output: String
    var testDescription: String { command }
  }

  /// The blocks of `README.md` that begin with a prompt.
  static let examples: [Example] = {
    let readme = Places.project.appending(path: "README.md")
    let text = (try? String(contentsOf: readme, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```console\n$ ").dropFirst().compactMap { block in
      let lines = block.components(separatedBy: "```")[0].split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return lines.count == 2 ? Example(command: String(lines[0]), output: String(lines[1])) : nil
    }
  }()

  @Test func hasExamples() { #expect(Self.examples.count == 3) }

  @Test(arguments: examples)
  func showsWhatTheToolPrints(_ example: Example) throws {
    let folder = Places.program.deletingLastPathComponent().path
    let outcome = try Shell.run("PATH=\"\(folder):$PATH\"; { \(example.command); } 2>&1")
    #expect(outcome.text == example.output)
  }
}
