import Foundation
import ModelFacts
import ModelFormat
import Targeting
import TestSupport
import Testing

/// The profiles inside the executable.
@Suite struct TargetCatalogTests {
  private static let folder = Places.project.appending(path: "Sources/Targeting/Profiles")

  @Test func listsTheFolder() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.filter { !$0.hasSuffix(".yaml") }.isEmpty)
    #expect(TargetCatalog.ids == files.map { String($0.dropLast(5)) }.sorted())
    #expect(TargetCatalog.ids.count >= 20)
  }

  @Test(arguments: TargetCatalog.ids)
  func carriesTheFileAsItIs(id: String) throws {
    let file = try String(
      contentsOf: Self.folder.appending(path: "\(id).yaml"), encoding: .utf8)
    #expect(TargetCatalog.yaml(of: id) == file)
  }

  @Test(arguments: TargetCatalog.ids)
  func everyFactHasASource(id: String) throws {
    let profile = try TargetProfile.named(id)
    #expect(profile.id == id)
    #expect(!profile.sources.isEmpty)
    #expect(profile.sources.allSatisfy { !$0.text.isEmpty })
    for limit in profile.everyOperator + profile.operators.flatMap(\.limits) {
      #expect(!limit.sources.isEmpty, "\(limit)")
      #expect(!limit.description.isEmpty)
    }
    #expect(profile.operators.flatMap(\.unchecked).allSatisfy { !$0.sources.isEmpty })
    for remark in profile.remarks + profile.operators.flatMap(\.remarks) {
      #expect(!remark.sources.isEmpty, "\(remark.text)")
    }
    #expect(profile.operators.allSatisfy { !$0.sources.isEmpty })
    #expect(profile.partitioning.map { !$0.sources.isEmpty } ?? true)
    #expect(profile.othersUnsupported.map { !$0.sources.isEmpty } ?? true)
  }

  /// A second route to the names: lines of the file, and the schema's own text.
  @Test(arguments: TargetCatalog.ids)
  func everyOperatorIsInTheSchema(id: String) throws {
    let schema = try String(
      contentsOf: Places.project.appending(path: "schema/tflite.fbs"), encoding: .utf8)
    let text = try #require(TargetCatalog.yaml(of: id))
    let names = text.split(separator: "\n").drop { !$0.hasPrefix("operators:") }.dropFirst()
      .prefix { !$0.hasPrefix("custom_operators:") }
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && $0.hasSuffix(":") }
      .map { $0.dropFirst(2).dropLast() }
    let profile = try TargetProfile.named(id)
    let others = profile.kernelTables == nil ? 0 : RegisteredKernels.operators.count - names.count
    #expect(names.count + others == profile.operators.count)
    for name in names { #expect(schema.contains("\n  \(name) = "), "\(name)") }
  }

  @Test(arguments: [
    ("ethos-u55", "ethos_u55_u65"), ("ETHOS_U55_U65", "ethos_u55_u65"),
    ("generic_uint8_npu", "generic-uint8-npu"), ("edgetpu", "coral_edgetpu"),
  ])
  func knowsATargetByItsNames(name: String, id: String) throws {
    #expect(try TargetProfile.named(name).id == id)
  }

  @Test func saysWhichTargetsAreNear() throws {
    let error = try #require(throws: Diagnostic.self) { try TargetProfile.named("ethos_u56\u{1b}") }
    #expect(error.code == .noSuchTarget)
    #expect(
      error.description == """
        unknown target 'ethos_u56\\x1b'; it must be a target's name or a YAML file \
        [no-such-target]
          Did you mean 'ethos-u55', 'ethos-u65' or 'ethos_u55_u65'? `tflens targets` lists the targets.
        """)
  }

  @Test func theGenericProfileClaimsNothingOfAVendor() throws {
    let profile = try TargetProfile.named("generic-uint8-npu")
    #expect(profile.kind == .generic)
    #expect(profile.sources.map(\.text) == ["by definition of this generic profile"])
  }
}
