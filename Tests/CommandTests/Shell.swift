import Foundation
import TestSupport

/// Runs scripts in `/bin/sh`, which can do what a `Process` cannot.
///
/// That is: pipes, terminals, and paths of any bytes. `$TFLENS` is the tool under test.
enum Shell {
  /// Runs a script, in the folder of fixtures where no other is named.
  static func run(
    _ script: String, in folder: URL = Places.fixtures, environment: [String: String] = [:]
  ) throws -> Outcome {
    let more = ["TFLENS": Places.program.path, "LC_ALL": "C.UTF-8"]
    return try Program.run(
      URL(filePath: "/bin/sh"), ["-c", script], in: folder,
      environment: more.merging(environment) { $1 })
  }

  /// What a command shows on a terminal so many columns wide.
  static func onTerminal(
    _ command: String, columns: Int, environment: [String: String] = [:]
  ) throws -> String {
    // `script` gives the command a terminal of its own.
    let all = ["TERM": "xterm", "NO_COLOR": ""].merging(environment) { $1 }
    let outcome = try run(
      "script -qec 'stty cols \(columns); \(command)' /dev/null", environment: all)
    return outcome.text.replacing("\r\n", with: "\n")
  }
}
