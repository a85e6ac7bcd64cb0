import ArgumentParser
import Batching
import Targeting

/// `tflens batch-worker`: a worker process that `tflens batch` starts for each job.
struct BatchWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch-worker", abstract: "Examine models for a batch.",
    shouldDisplay: false
  )
  .under("tflens")

  @OptionGroup var rules: RuleOptions
  @OptionGroup var targets: TargetOptions

  @OptionGroup var ranges: RangesOptions

  @Option(help: .hidden)
  var maxBytes = Int.max

  func run() throws {
    let profiles = try targets.target.map { try $0.read() }
    let audit = try rules.audit(
      try rules.configuration(), takesRanges: ranges.rangesDir != nil,
      memories: profiles.compactMap(\.profile.memory?.value), option: "--ranges-dir")
    var worker = BatchWorker(
      ModelExaminer(
        audit, targets: profiles.map(\.profile),
        versions: BatchVersions(
          audit, profiles: profiles.map(\.yaml), rangesDigest: try ranges.digest()),
        largest: maxBytes, ranges: ranges.folder))
    try worker.run()
  }
}
