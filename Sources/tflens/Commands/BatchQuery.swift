import ArgumentParser
import Batching
import ModelFormat
import Reporting

extension ZooAnswer.Format: ExpressibleByArgument {}

/// `tflens batch query`: asks a database that a batch made.
struct BatchQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Ask a database that a batch made.",
    discussion: """
      The question is the name of a view or a table, or SQL that reads. Without one, the views \
      are listed.

      Examples:
        tflens batch query zoo.sqlite
        tflens batch query negative_lobe_lost zoo.sqlite
        tflens batch query "SELECT id FROM models WHERE refuted > 0" zoo.sqlite
        tflens batch query findings zoo.sqlite --format csv

      Exit status: 0 done; 2 usage, or a question that SQLite refuses; 3 the database cannot be \
      read.
      """)

  @Argument(
    help: "A view, or SQL; then the database. The database alone lists the views.",
    completion: Completions.views)
  var questionAndDatabase: [String]

  @Option(help: "How to print: text for people, json, ndjson or csv for programs.")
  var format: ZooAnswer.Format = .text

  @Option(help: "Whether to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  func run() throws {
    guard (1...2).contains(questionAndDatabase.count) else {
      throw Diagnostic.questionArguments(questionAndDatabase.count)
    }
    let database = RawArguments.path(questionAndDatabase.last ?? "")
    let output = OutputBuffer(StandardOutput.write)
    let text = TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    if questionAndDatabase.count == 1 {
      for view in try ZooAnswer.views(database) { try text.line(view) }
    } else {
      try ZooAnswer(questionAndDatabase[0], of: database).write(format, to: output, text: text)
    }
    try output.finish()
  }
}
