import Foundation
import Rewriting
import TestSupport
import Testing

@Suite struct PassCatalogTests {
  @Test func isSortedByName() {
    let ids = PassCatalog.all.map(\.id)
    #expect(ids == ids.sorted())
  }

  /// A file of the folder that says what a pass is holds one that is in the catalog.
  @Test func holdsEveryPassOfTheFolder() throws {
    let folder = Places.project.appending(path: "Sources/Rewriting/Passes")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let ids = try files.compactMap { file -> Substring? in
      let text = try String(contentsOf: file, encoding: .utf8)
      guard text.contains("PassInfo(") else { return nil }
      return text.firstMatch(of: /id: "([a-z0-9-]+)"/)?.1
    }
    #expect(ids.map(String.init).sorted() == PassCatalog.all.map(\.id))
  }

  @Test(arguments: PassCatalog.all.map(\.id))
  func saysWhatItDoes(id: String) throws {
    let info = try #require(PassCatalog.all.first { $0.id == id })
    #expect(!info.summary.hasSuffix("."))
    #expect(!info.before.isEmpty && !info.after.isEmpty && info.before != info.after)
  }
}
