import ArgumentParser
import Auditing
import ModelFormat
import Reporting

extension TFLens {
  /// `tflens rules`: what the rules of `tflens audit` say about themselves.
  struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rules",
      abstract: "List the rules of `tflens audit`, or tell of one what, why and what to do.",
      discussion: """
        Examples:
          tflens rules                           every rule in a line
          tflens rules Q003                      one rule, by id
          tflens rules bias-scale-mismatch       by name
          tflens rules Q --format json           a family, for programs

        Exit status: 0 done; 2 usage.
        """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

    @Argument(help: "A rule's id, the beginning of one, or a name; every rule where left out.")
    var rules: [String] = []

    @Option(help: "How to print: text for people, json for programs, markdown for docs/rules.md.")
    var format: Format = .text

    @Option(help: "Whether to use colours; auto means on a terminal only.")
    var color: Terminal.Color = .auto

    func run() throws {
      let output = OutputBuffer(StandardOutput.write)
      do {
        let listing = try RuleListing(rules)
        switch format {
        case .text:
          try listing.writeText(
            to: TextWriter(to: output, style: .standardOutput(color), width: Terminal.width))
        case .json: try listing.writeJSON(to: JSONWriter(to: output, lineDepth: 2))
        case .markdown: listing.writeMarkdown(to: output)
        }
      } catch let error as UnknownRule {
        throw ValidationError(error.description.escapedForDisplay)
      }
      try output.finish()
    }
  }
}
