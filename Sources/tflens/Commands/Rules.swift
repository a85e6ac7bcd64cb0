import ArgumentParser
import Auditing
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

    @Argument(
      help: "A rule's id, the beginning of one, or a name; every rule where left out.",
      completion: Completions.rules)
    var rules: [String] = []

    @OptionGroup var listing: ListingOptions

    func run() throws {
      try listing.run(RuleListing(rules.separated))
    }
  }
}
