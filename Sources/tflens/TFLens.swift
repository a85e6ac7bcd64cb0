import ArgumentParser
import ModelFormat
import Reporting

/// Names the subcommands; each has a file of its own in `Commands/`.
@main
struct TFLens: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tflens",
    abstract: "Look into TensorFlow Lite models, and answer for their quantization.",
    discussion: """
      Examples:
        tflens hardswish m.tflite        does one output scale serve each HARD_SWISH?
        tflens inspect m.tflite          operators, tensors, quantization
        tflens dump m.tflite             every field of the file
        tflens rewrite a.tflite -o b.tflite
        tflens verify a.tflite b.tflite  the same outputs, in the real runtime?
        tflens targets                   what accelerators accept

      Exit status: 0 done; 1 findings; 2 usage; 3 a file cannot be read or written; 130 interrupted.
      """,
    version: ToolVersion.current,
    subcommands: [
      Inspect.self, Dump.self, HardSwish.self, Audit.self, Rules.self, Rewrite.self, Passes.self,
      Targets.self, Verify.self, Batch.self, BatchWorkerCommand.self,
    ])

  /// Throws where the first word is no command, with those that may have been meant.
  private static func checkCommand(_ word: String?) throws {
    guard let word, !word.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(word) else { return }
    let shown = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
    throw ValidationError(
      "There is no command '\(word.escapedForDisplay)'."
        + NearNames.question(word, among: shown))
  }

  /// Runs the command line, and gives wrong usage the exit status 2 rather than the parser's own.
  static func main() {
    do {
      let arguments = RawArguments.escaped
      try checkCommand(arguments.first)
      var command = try parseAsRoot(PassOptions.spelledOut(arguments))
      try command.run()
    } catch {
      let status = exitCode(for: error)
      // The parser's "Error:", in the case of our own.
      let words = fullMessage(for: error)
      let message = words.hasPrefix("Error:") ? "e" + words.dropFirst() : words
      if status.isSuccess {
        StandardOutput.writeOrExit(message + "\n")
      } else if !message.isEmpty {
        StandardError.write(message + "\n")
      }
      exit(withError: status == .validationFailure ? ExitStatus.usage : status)
    }
  }
}
