import ArgumentParser
import Auditing
import Reporting

extension TFLens {
  /// `tflens rules`: lists and explains the rules of `tflens audit`.
  struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rules",
      abstract: "List the rules of `tflens audit`, or explain one.",
      discussion: """
        Examples:
          tflens rules                           all rules, one per line
          tflens rules Q003                      one rule, by id
          tflens rules bias-scale-mismatch       by name
          tflens rules Q --format json           a family, for programs

        Exit status: 0 done; 2 usage.
        """
    )
    .under("tflens")

    @Argument(
      help: "A rule's id, an id prefix or a name (default: all rules).",
      completion: Completions.rules)
    var rules: [String] = []

    @OptionGroup var listing: ListingOptions

    func run() throws {
      try listing.run(RuleListing(rules.separated))
    }
  }
}
