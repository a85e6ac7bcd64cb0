import Auditing
import Foundation
import TestSupport
import Testing

/// What rules say, as the golden files hold it.
@Suite struct RuleGoldenTests {
  @Test(arguments: RuleCatalog.all.map { $0.info })
  func everyRuleHasAGolden(info: RuleInfo) throws {
    let sections = RuleGolden.sections(of: info)
    #expect(!sections.isEmpty, "no case of \(info.name) calls RuleGolden")
    for (name, section) in sections {
      let ids = try Self.findings(in: section).map { $0["rule"] as? String }
      #expect(Set(ids) == [info.id], "\(name)")
    }
  }

  @Test func everyGoldenBelongsToARule() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: RuleGolden.folder.path)
    #expect(files.sorted() == RuleCatalog.all.map { RuleGolden.name(of: $0.info) }.sorted())
  }

  /// A program that reads `values` need not ask which rule they are from.
  @Test func aKeyOfValuesHasOneTypeInAllRules() throws {
    var kinds: [String: [String: Set<String>]] = [:]
    for info in RuleCatalog.all.map({ $0.info }) {
      for section in RuleGolden.sections(of: info).values {
        for finding in try Self.findings(in: section) {
          for (name, value) in try #require(finding["values"] as? [String: Any]) {
            let isText = value is String && !["Infinity", "-Infinity", "NaN"].contains("\(value)")
            kinds[name, default: [:]][isText ? "text" : "number", default: []].insert(info.id)
          }
        }
      }
    }
    #expect(kinds.count > 30)
    for (name, found) in kinds { #expect(found.count == 1, "\(name): \(found)") }
  }

  /// A message is a sentence without a full stop, about the model and not about Swift.
  @Test func messagesHaveTheHouseStyle() throws {
    for info in RuleCatalog.all.map({ $0.info }) {
      for (name, section) in RuleGolden.sections(of: info) {
        for finding in try Self.findings(in: section) {
          let message = try #require(finding["message"] as? String)
          let fix = try #require(finding["fix"] as? String)
          #expect(!message.hasSuffix(".") && fix.hasSuffix("."), "\(info.id), \(name)")
          for text in [message, fix] {
            let isSwift = text.contains(#/Optional\(|\w+\(\w+: |\bnil\b/#)
            #expect(!isSwift, "\(info.id), \(name): \(text)")
          }
        }
      }
    }
  }

  private static func findings(in section: String) throws -> [[String: Any]] {
    let json = try #require(section.components(separatedBy: "--- JSON\n").last)
    let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
    return try #require(parsed as? [[String: Any]])
  }
}
