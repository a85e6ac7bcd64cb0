import Auditing
import Rewriting
import Testing

/// A rule names the passes that mend what it finds by their ids alone: those ids are passes.
@Suite struct MendingPassTests {
  @Test(arguments: RuleCatalog.all.map { $0.info })
  func rulesNamePassesThatThereAre(_ rule: RuleInfo) {
    for pass in rule.mendedBy {
      #expect(PassCatalog.all.map(\.id).contains(pass), "\(rule.id) names \(pass)")
    }
  }
}
