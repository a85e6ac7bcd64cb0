import ArgumentParser
import ModelFormat
import Reporting

/// The program and its subcommands; each has its own file in `Commands/`.
@main
struct TFLens: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tflens",
    abstract: "Inspect, audit and rewrite quantized TensorFlow Lite models.",
    discussion: """
      Examples:
        tflens hardswish m.tflite        do per-channel scales end before HARD_SWISH?
        tflens inspect m.tflite          operators, tensors, quantization
        tflens dump m.tflite             every field of the file
        tflens rewrite a.tflite -o b.tflite
        tflens verify a.tflite b.tflite  compare their outputs in LiteRT
        tflens calibrate m.tflite --inputs test.npz -o ranges.json
        tflens diff a.tflite b.tflite    what differs between two models
        tflens report m.tflite -o report.html
        tflens memory m.tflite           how much RAM and flash it takes
        tflens targets                   operators that accelerators support

      Exit status: 0 done; 1 findings, or a check failed; 2 usage; 3 a file cannot be read or \
      written; 4 some models of a batch could not be read; 130 interrupted.
      """,
    version: ToolVersion.current,
    subcommands: [
      Inspect.self, Dump.self, HardSwish.self, Audit.self, Rules.self, Rewrite.self, Passes.self,
      Targets.self, Verify.self, Calibrate.self, Diff.self, ReportCommand.self, Memory.self,
      Batch.self,
      BatchWorkerCommand.self,
    ])

  /// Throws if the first word is not a command, and suggests similar commands.
  private static func checkCommand(_ word: String?) throws(Diagnostic) {
    guard let word, !word.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(word) else { return }
    let shown = configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .compactMap { $0.configuration.commandName }
    throw .unknownCommand(word, among: shown)
  }

  /// Runs the command line, and reports the failure that ends it.
  static func main() {
    let arguments = RawArguments.escaped
    do {
      // Answered at once: the parser would take longer than the rest of the process.
      if arguments == ["--version"] {
        StandardOutput.writeOrExit(ToolVersion.current + "\n")
        exit()
      }
      try checkCommand(arguments.first)
      if arguments.first == "help" { try checkCommand(arguments.dropFirst().first) }
      var command = try parsed(PassOptions.spelledOut(arguments))
      try command.run()
    } catch let failure as Diagnostic {
      fail(failure, arguments)
    } catch {
      let status = exitCode(for: error)
      let words = message(for: error)
      if status.isSuccess {
        let text = fullMessage(for: error)
        if !text.isEmpty { StandardOutput.writeOrExit(text + "\n") }
        exit(withError: status)
      }
      // The reason was reported already; only the status remains.
      guard status == .validationFailure || !words.isEmpty else { exit(withError: status) }
      let typed = typedCommand(arguments)
      fail(
        ParserMessage(
          words: words, command: fullName(of: typed),
          help: helpMessage(for: typed.type)
        ).diagnostic, arguments)
    }
    exit()
  }

  /// The command that was typed, with its options.
  ///
  /// It is parsed directly if that succeeds: from the root, the parser reflects on its options twice. The
  /// root handles help and mistakes.
  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    let typed = typedCommand(arguments)
    if typed.type.configuration.subcommands.isEmpty,
      let command = try? typed.type.parseAsRoot(Array(arguments.dropFirst(typed.names.count))),
      type(of: command) == typed.type
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  /// Prints the failure that ends the command, and exits.
  ///
  /// A usage error that is not about a file is followed by the command's usage.
  private static func fail(_ failure: Diagnostic, _ arguments: [String]) -> Never {
    StandardError.tell(failure)
    if failure.code.exit == .usage, failure.file == nil {
      let typed = typedCommand(arguments)
      // Most failures name the help already.
      let more =
        failure.fix.contains("--help")
        ? "" : "  See '\(fullName(of: typed)) --help' for more information.\n"
      StandardError.write("Usage: \(usageString(for: typed.type))\n\(more)")
    }
    exit(withError: failure.exitCode)
  }

  /// The name of a command whose help lists its options: `tflens batch check` for `tflens batch`, whose
  /// own help lists its subcommands.
  private static func fullName(
    of typed: (type: any ParsableCommand.Type, names: [String])
  ) -> String {
    let last = typed.type.configuration.commandName
    let isTyped = typed.names.isEmpty || typed.names.last == last
    return (["tflens"] + typed.names + (isTyped ? [] : [last].compactMap(\.self)))
      .joined(separator: " ")
  }

  /// The command, or subcommand, that the first words name.
  private static func typedCommand(
    _ arguments: [String]
  ) -> (type: any ParsableCommand.Type, names: [String]) {
    var type: any ParsableCommand.Type = TFLens.self
    var names: [String] = []
    for word in arguments {
      let next = type.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let next else { break }
      (type, names) = (next, names + [word])
    }
    return (type.configuration.defaultSubcommand ?? type, names)
  }
}
