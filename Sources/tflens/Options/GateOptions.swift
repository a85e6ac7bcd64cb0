import ArgumentParser
import ModelFormat
import Targeting

/// What targets must support, or the command ends with status 1.
struct GateOptions: ParsableArguments {
  @Flag(
    help: """
      Exit with status 1 if any operator is unsupported, conditional or unknown on a target.
      """)
  var failOnUnsupported = false

  @Option(
    help: ArgumentHelp(
      "Exit with status 1 if a target supports less than this share of the operators.",
      valueName: "percent"))
  var minCoverage: Percentage?

  /// The required coverage; nil if there is none.
  var gate: PlacementGate? {
    failOnUnsupported
      ? PlacementGate(minimumCoverage: 1)
      : minCoverage.map { PlacementGate(minimumCoverage: $0.share) }
  }

  /// Throws if the options cannot be combined, or need an option that is missing.
  func check(hasTarget: Bool, needs option: String) throws(Diagnostic) {
    guard !failOnUnsupported || minCoverage == nil else {
      throw .together("--fail-on-unsupported", "--min-coverage")
    }
    guard gate == nil || hasTarget else {
      throw .alone(failOnUnsupported ? "--fail-on-unsupported" : "--min-coverage", without: option)
    }
  }

  /// Reports on stderr each placement of a model that does not pass; true if all pass.
  func check(_ placements: [Placement], of path: FilePath) -> Bool {
    guard let gate else { return true }
    let failures = placements.compactMap { gate.failure(of: $0, path) }
    for failure in failures { StandardError.tell(failure) }
    return failures.isEmpty
  }
}

/// A percentage as typed: `95%` or `95`.
struct Percentage: ExpressibleByArgument {
  /// The share, from 0 to 1.
  let share: Double

  init?(argument: String) {
    let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    guard let percent = Double(digits), (0...100).contains(percent) else { return nil }
    share = percent / 100
  }
}
