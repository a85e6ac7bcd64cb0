import ArgumentParser
import Auditing
import Batching
import Glibc
import ModelFormat
import Reporting

/// How a batch runs.
struct BatchWork: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    parsing: .unconditional, help: "Parallel jobs (default: number of cores).")
  var jobs: Int?

  @Option(parsing: .unconditional, help: "Time limit per model, in seconds (default: 60).")
  var timeout: Double?

  @Option(parsing: .unconditional, help: "Skip models larger than this number of bytes.")
  var maxBytes: Int?

  func check() throws(Diagnostic) {
    if let jobs, jobs < 1 || jobs > 4096 {
      throw .outOfRange("--jobs", "\(jobs)", "1 to 4096")
    }
    if let timeout, !(timeout > 0) {
      throw .outOfRange("--timeout", timeout.asFigure, "more than 0 seconds")
    }
    if let maxBytes, maxBytes < 1 {
      throw .outOfRange("--max-bytes", "\(maxBytes)", "at least 1")
    }
  }

  /// The options of the run, with workers that use the same rules.
  ///
  /// - Parameter ranges: the arguments for ranges.
  func options(
    _ rules: RuleOptions, _ targets: [TargetArgument], ranges: [String]
  ) -> BatchRun.Options {
    var words = ["batch-worker"] + rules.select.map { "--select=\($0)" }
    words += rules.ignore.map { "--ignore=\($0)" }
    words += rules.config.map { ["--config=\($0.description)"] } ?? []
    words += rules.runtime.map { ["--runtime=\($0)"] } ?? []
    words += rules.today.map { ["--today=\($0.description)"] } ?? []
    words += targets.map { "--target=\($0.text)" } + ranges
    words += maxBytes.map { ["--max-bytes=\($0)"] } ?? []
    var options = BatchRun.Options(worker: WorkerCommand(arguments: words))
    options.jobs = jobs ?? Self.coreCount
    options.timeout = timeout ?? 60
    return options
  }

  private static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
