import ArgumentParser
import Batching
import ModelFormat
import Reporting

extension ZooAnswer.Format: ExpressibleByArgument {}

/// `tflens batch query`: queries a database that a batch wrote.
struct BatchQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Query a batch database.",
    discussion: """
      A query is the name of a view or table, or SQL. Queries are read-only. Without a query, \
      the views are listed.

      Examples:
        tflens batch query zoo.sqlite
        tflens batch query negative_lobe_lost zoo.sqlite
        tflens batch query "SELECT id FROM models WHERE refuted > 0" zoo.sqlite
        tflens batch query findings zoo.sqlite --format csv

      Exit status: 0 done; 2 usage, or a query that SQLite rejects; 3 the database cannot be read.
      """
  )
  .under("tflens batch")

  @Argument(
    help: "A view or SQL, then the database; the database alone lists its views.",
    completion: Completions.views)
  var queryAndDatabase: [String]

  @Option(help: "Output format: text for people; json, ndjson or csv for programs.")
  var format: ZooAnswer.Format = .text

  @Option(help: "When to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  func run() throws {
    guard (1...2).contains(queryAndDatabase.count) else {
      throw Diagnostic.questionArguments(queryAndDatabase.count)
    }
    let database = RawArguments.path(queryAndDatabase.last ?? "")
    let output = OutputBuffer(StandardOutput.write)
    let text = TextWriter(to: output, style: .standardOutput(color), width: Terminal.width)
    if queryAndDatabase.count == 1 {
      for view in try ZooAnswer.views(database) { try text.line(view) }
    } else {
      try ZooAnswer(queryAndDatabase[0], of: database).write(format, to: output, text: text)
    }
    try output.finish()
  }
}
