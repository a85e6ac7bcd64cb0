import ArgumentParser
import Auditing
import Reporting
import Targeting

/// The targets that a command reports on.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also report which operators a target supports, and why not the others. Repeatable.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  /// The targets that were typed, or else those of a configuration, whose paths are relative to its folder.
  func arguments(else configuration: Configuration) -> [TargetArgument] {
    guard target.isEmpty else { return target }
    return configuration.targets.map { TargetArgument(text: $0, in: configuration.folder) }
  }
}
