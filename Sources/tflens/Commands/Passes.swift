import ArgumentParser
import Reporting

extension TFLens {
  /// `tflens passes`: lists and explains the passes of `tflens rewrite`.
  struct Passes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "passes",
      abstract: "List the passes of `tflens rewrite`, or explain one.",
      discussion: """
        Examples:
          tflens passes                       all passes, one per line
          tflens passes split-hard-swish      one pass, with a model before and after
          tflens passes --format json         for programs

        Exit status: 0 done; 2 usage.
        """
    )
    .under("tflens")

    @Argument(
      help: "Names of passes (default: all).", completion: Completions.passes)
    var passes: [String] = []

    @OptionGroup var listing: ListingOptions

    func run() throws {
      try listing.run(PassListing(passes))
    }
  }
}
