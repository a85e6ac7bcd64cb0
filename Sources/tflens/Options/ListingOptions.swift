import ArgumentParser
import Reporting

/// How a list of rules, passes or targets is printed.
struct ListingOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

  @Option(help: "Output format: text for people, json for programs, markdown for documentation.")
  var format: Format = .text

  @Option(help: "When to use colours; auto means on a terminal only.")
  var color: Terminal.Color = .auto

  func run(_ listing: some Listing) throws {
    let output = OutputBuffer(StandardOutput.write)
    switch format {
    case .text:
      try listing.writeText(
        to: TextWriter(to: output, style: .standardOutput(color), width: Terminal.width))
    case .json: try listing.writeJSON(to: JSONWriter(to: output, lineDepth: 2))
    case .markdown: listing.writeMarkdown(to: output)
    }
    try output.finish()
  }
}
