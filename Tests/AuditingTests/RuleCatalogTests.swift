import Auditing
import Foundation
import ModelFormat
import TestSupport
import Testing

@Suite struct RuleCatalogTests {
  private static let folder = Places.project.appending(path: "Sources/Auditing/Rules")

  private func names(in folder: URL) throws -> [String] {
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
  }

  @Test func holdsEveryFileOfTheFolder() throws {
    let files = try names(in: Self.folder).map {
      URL(filePath: $0).deletingPathExtension().lastPathComponent
    }
    #expect(RuleCatalog.all.map { "\($0)" }.sorted() == files.sorted())
  }

  @Test func everyRuleHasItsTests() throws {
    let tests = Places.project.appending(path: "Tests/AuditingTests/Rules")
    let tested = try names(in: tests).map { $0.replacing("Tests.swift", with: ".swift") }
    #expect(try names(in: Self.folder) == tested)
  }

  @Test func isSortedByIdsThatAreUsedOnce() {
    let ids = RuleCatalog.all.map { $0.info.id }
    #expect(ids == Set(ids).sorted())
    let names = RuleCatalog.all.map { $0.info.name }
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: RuleCatalog.all.map { $0.info.id })
  func ruleSaysAllThatItShould(id: String) throws {
    let rule = try #require(RuleCatalog.all.first { $0.info.id == id })
    let info = rule.info
    #expect(id.wholeMatch(of: /[DFGQT][0-9]{3}/) != nil)
    #expect(info.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
    #expect(!info.summary.hasSuffix(".") && info.summary.count <= 90)
    #expect(info.rationale.hasSuffix(".") && info.rationale.count > 80)
    #expect(info.remedy.hasSuffix("."))
    #expect(!info.source.isEmpty)
    // The name of the fault is the name of the type.
    let words = info.name.split(separator: "-").map { $0.lowercased() }.joined()
    #expect("\(rule)".lowercased() == words)
  }

  @Test func answersToIdsBeginningsAndNames() throws {
    #expect(try RuleSelection(select: ["q003"], ignore: []).rules.map { $0.info.id } == ["Q003"])
    #expect(
      try RuleSelection(select: ["bias-scale-mismatch"], ignore: []).rules.map { $0.info.id }
        == ["Q003"])
    #expect(
      try RuleSelection(select: ["output-grid-not-fixed"], ignore: []).rules.map { $0.info.id }
        == ["Q020"], "a former name")
    let quantization = try RuleSelection(select: ["Q"], ignore: ["Q00"]).rules.map { $0.info.id }
    #expect(!quantization.isEmpty && quantization.allSatisfy { $0.hasPrefix("Q") && $0 > "Q009" })
    for (select, ignore) in [(["Q9999"], [String]()), ([], [""])] {
      let error = #expect(throws: Diagnostic.self) {
        try RuleSelection(select: select, ignore: ignore)
      }
      #expect(error?.code == .unknownRule)
    }
  }
}
