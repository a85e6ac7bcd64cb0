import ArgumentParser
import Batching

/// `tflens batch-worker`: what `tflens batch` starts, once for each job.
struct BatchWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch-worker", abstract: "Answer the questions of a batch.",
    shouldDisplay: false)

  @OptionGroup var rules: RuleOptions

  @Option(help: .hidden)
  var maxBytes = Int.max

  func run() throws {
    var worker = BatchWorker(try rules.audit(try rules.configuration()), largest: maxBytes)
    try worker.run()
  }
}
