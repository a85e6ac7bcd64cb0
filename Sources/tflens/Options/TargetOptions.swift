import ArgumentParser
import Auditing
import Reporting
import Targeting

/// The targets that a command is to tell of.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also report which operators a target supports, and why not the others. Repeatable.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  /// The targets that were typed, else those of a configuration, whose files are named from its
  /// folder.
  func arguments(else configuration: Configuration) -> [TargetArgument] {
    guard target.isEmpty else { return target }
    return configuration.targets.map { TargetArgument(text: $0, in: configuration.folder) }
  }
}
