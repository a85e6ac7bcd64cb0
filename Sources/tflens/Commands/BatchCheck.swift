import ArgumentParser
import Auditing
import Batching
import Targeting

/// `tflens batch check`, the default subcommand: audits each model and writes a record.
struct BatchCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Audit each model and write a record of it.",
    discussion: """
      Folders contribute files named *.tflite and *.lite, *.bin files that are models, and \
      models inside *.zip, *.apk and *.task archives and *.litertlm containers. C source is \
      included with --glob '*.cc'. Explicitly named files are always included.

      Examples:
        tflens batch check models --recursive --jobs 8 --database zoo.sqlite
        tflens batch models --ignore Q --fail-on never > zoo.ndjson
        tflens batch models --target coral_edgetpu --database zoo.sqlite
        tflens batch models --ranges-dir ranges > zoo.ndjson

      Exit status: 0 done; 1 findings at or above --fail-on; 2 usage; 3 the output, the database \
      or the manifest cannot be used; 4 some models could not be read, whether or not others have \
      findings; 130 stopped by SIGINT or SIGTERM.
      """
  )
  .under("tflens batch")

  @OptionGroup var input: BatchInput
  @OptionGroup var rules: RuleOptions
  @OptionGroup var targets: TargetOptions
  @OptionGroup var ranges: RangesOptions
  @OptionGroup var work: BatchWork
  @OptionGroup var output: BatchOutput

  func run() throws {
    try input.check()
    try work.check()
    let configuration = try rules.configuration()
    let wanted = targets.arguments(else: configuration)
    let profiles = try wanted.map { try $0.read() }
    let audit = try rules.audit(
      configuration, takesRanges: ranges.rangesDir != nil,
      memories: profiles.compactMap(\.profile.memory?.value), option: "--ranges-dir")
    let rangesDigest = try ranges.digest()
    let threshold = rules.failOn ?? configuration.failOn ?? .error
    let items = try input.items()
    let versions = BatchVersions(audit, profiles: profiles.map(\.yaml), rangesDigest: rangesDigest)
    let sinks = try output.sinks(versions)
    let progress = BatchProgress(isQuiet: output.quiet)
    let run = BatchRun(
      items, versions: versions,
      options: work.options(rules, wanted, ranges: ranges.arguments(digest: rangesDigest)),
      known: sinks.known,
      sinks: sinks.all, progress: progress.show)
    let tally = try run.run()
    progress.finish(tally, of: items.count, none: input.absence)
    if tally.wasStopped { throw ExitStatus.interrupted }
    if output.exitZero { return }
    if tally.failures > 0 { throw ExitStatus.someUnreadable }
    if threshold.isReached(by: tally.worst) { throw ExitStatus.findings }
  }
}
