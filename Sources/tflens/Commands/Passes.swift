import ArgumentParser
import Reporting

extension TFLens {
  /// `tflens passes`: what the passes of `tflens rewrite` say about themselves.
  struct Passes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "passes",
      abstract: "List the passes of `tflens rewrite`, or tell what one does and guarantees.",
      discussion: """
        Examples:
          tflens passes                       every pass in a line
          tflens passes split-hard-swish      one pass, with a model before and after
          tflens passes --format json         for programs

        Exit status: 0 done; 2 usage.
        """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

    @Argument(help: "The names of passes; every pass where left out.")
    var passes: [String] = []

    @Option(help: "How to print: text for people, json for programs, markdown for docs/passes.md.")
    var format: Format = .text

    @Option(help: "Whether to use colours; auto means on a terminal only.")
    var color: Terminal.Color = .auto

    func run() throws {
      let output = OutputBuffer(StandardOutput.write)
      do {
        let listing = try PassListing(passes)
        switch format {
        case .text:
          try listing.writeText(
            to: TextWriter(to: output, style: .standardOutput(color), width: Terminal.width))
        case .json: try listing.writeJSON(to: JSONWriter(to: output, lineDepth: 2))
        case .markdown: listing.writeMarkdown(to: output)
        }
      } catch let error as PassListing.UnknownPass {
        throw ValidationError(error.description)
      }
      try output.finish()
    }
  }
}
