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

    @Argument(
      help: "The names of passes; every pass where left out.", completion: Completions.passes)
    var passes: [String] = []

    @OptionGroup var listing: ListingOptions

    func run() throws {
      try listing.run(PassListing(passes))
    }
  }
}
