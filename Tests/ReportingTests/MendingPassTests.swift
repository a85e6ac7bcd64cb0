import Auditing
import Rewriting
import Testing

/// A rule names the passes that mend what it finds by their ids alone: those ids are passes.
@Suite struct MendingPassTests {
  @Test(arguments: RuleCatalog.all.map(\.info))
  func rulesNamePassesThatThereAre(_ rule: RuleInfo) {
    for pass in rule.mendedBy {
      let id = pass.split(separator: " ").first.map(String.init) ?? pass
      #expect(
        PassCatalog.all.contains { $0.id == id.split(separator: "=").first.map(String.init) },
        "\(rule.id) names \(pass)")
    }
  }
}
