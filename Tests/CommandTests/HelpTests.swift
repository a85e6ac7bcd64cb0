import Foundation
import TestSupport
import Testing

/// Help is laid out for a terminal of 80 columns.
@Suite struct HelpTests {
  private static let commands: [[String]] = [
    [], ["inspect"], ["dump"], ["hardswish"], ["audit"], ["rules"], ["rewrite"], ["passes"],
    ["targets"], ["verify"], ["calibrate"], ["diff"], ["report"], ["memory"], ["batch"],
    ["batch", "check"], ["batch", "query"], ["batch", "report"],
  ]

  @Test(arguments: commands)
  func hasExamplesAndExitStatuses(command: [String]) throws {
    let help = try help(command)
    #expect(help.contains("\nExamples:\n  tflens "))
    let success =
      switch command {
      case ["audit"]: "nothing at or above --fail-on"
      case ["verify"]: "all outputs are within the tolerance"
      default: "done"
      }
    let takesModels = [["audit"], ["hardswish"], ["memory"], ["targets"]].contains(command)
    let order = takesModels ? ", the highest that applies" : ""
    #expect(help.contains("\nExit status\(order): 0 \(success); "))
  }

  @Test(arguments: commands)
  func noExampleIsBroken(command: [String]) throws {
    let lines = try help(command).split(separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.drop { $0 != "Examples:" }.dropFirst().prefix { !$0.isEmpty }
    #expect(examples.allSatisfy { $0.hasPrefix("  ") }, "\(examples.joined(separator: "\n"))")
  }

  @Test(arguments: commands)
  func helpAfterACommandIsTheSame(command: [String]) throws {
    let outcome = try Program.run(Places.program, ["help"] + command)
    #expect(try outcome.text == help(command))
  }

  /// Names that are typed; `SwiftNameTests` looks for others.
  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsListStrategies(shell: String) throws {
    let outcome = try Program.run(
      Places.program, ["--generate-completion-script", shell], environment: [:])
    #expect(outcome.status == 0)
    for name in ["auto", "relu6-folded", "lookup-micro"] { #expect(outcome.text.contains(name)) }
  }

  private func help(_ command: [String]) throws -> String {
    let outcome = try Program.run(
      Places.program, command + ["--help"], environment: ["COLUMNS": "80"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    return outcome.text
  }
}
