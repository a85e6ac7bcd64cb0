import ArgumentParser
import Batching
import ModelFormat
import Reporting

extension ZooReport.Format: ExpressibleByArgument {}

/// `tflens batch report`: summarizes a database that a batch wrote.
struct BatchReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Summarize a batch database.",
    discussion: """
      The report has the numbers of models, HARD_SWISH sites and verdicts, findings by rule, \
      operators that targets support, and the twenty worst models.

      Examples:
        tflens batch report zoo.sqlite
        tflens batch report zoo.sqlite --format markdown > zoo.md
        tflens batch report zoo.sqlite --format html > zoo.html

      Exit status: 0 done; 2 usage; 3 the database cannot be read.
      """
  )
  .under("tflens")

  @Argument(help: "Database that a batch wrote.")
  var database: FilePath

  @Option(help: "Output format: text, markdown or html for people; json or csv for programs.")
  var format: ZooReport.Format = .text

  @Option(help: "When to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  func run() throws {
    let output = OutputBuffer(StandardOutput.write)
    let text = TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    try ZooReport(database).write(format, to: output, text: text)
    try output.finish()
  }
}
