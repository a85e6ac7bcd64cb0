import ArgumentParser
import Reporting
import Targeting

/// The targets that a command is to tell of.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Tell too which operators run on a target, and why the others do not; may be repeated.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  /// The targets that were typed, else those of a configuration.
  func arguments(else configured: [String]) -> [TargetArgument] {
    target.isEmpty ? configured.map(TargetArgument.init(text:)) : target
  }
}

extension [TargetArgument] {
  /// What `body` makes of the targets.
  ///
  /// - Throws: the exit status, once it is told on stderr what is wrong with one of them.
  func map<Made>(color: Terminal.Color, _ body: (TargetArgument) throws -> Made) throws -> [Made] {
    do {
      return try map(body)
    } catch let error as ProfileError {
      StandardError.write(Terminal.errorPrefix(color) + "\(error)\n")
      throw error.code == .noSuchTarget ? ExitStatus.usage : ExitStatus.unreadable
    }
  }
}
