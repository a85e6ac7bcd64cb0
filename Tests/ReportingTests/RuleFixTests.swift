import Auditing
import Rewriting
import Testing

/// A rule names the passes that fix it by id: every such id is a pass.
@Suite struct RuleFixTests {
  @Test(arguments: RuleCatalog.all.map { $0.info })
  func rulesNamePassesThatExist(_ rule: RuleInfo) {
    for pass in rule.fixedBy {
      #expect(PassCatalog.all.map(\.id).contains(pass), "\(rule.id) names \(pass)")
    }
  }
}
