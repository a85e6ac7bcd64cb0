import Auditing
import Foundation
import ModelFormat
import TestSupport
import Testing

@Suite struct AuditFaultTests {
  private static let day = CalendarDate(secondsSince1970: 0)

  private func fixture(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: Places.fixture(name))))
  }

  /// What passes the door is a model, however odd: rules find, and never trap.
  @Test(arguments: ["two_signatures", "decomposed_folded_int8", "digits_int8"])
  func survivesFlippedBytes(name: String) throws {
    let whole = try fixture(name)
    var random = SeededGenerator(seed: 0xa0d17)
    var opened = 0
    for _ in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] = [0, 0x7f, 0x80, 0xff, bytes[place] ^ 1].randomElement(using: &random) ?? 0
      }
      guard let file = try? ModelFile(bytes: bytes) else { continue }
      opened += 1
      _ = Audit(today: Self.day).run(Model(file: file), path: FilePath("m.tflite"))
    }
    #expect(opened > 50)
  }

  /// Models at the edge of every number that a rule computes with.
  @Test(arguments: [
    Float.nan, .infinity, -.infinity, 0, -1, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  ])
  func survivesOddScales(scale: Float) throws {
    for zeroPoint in [Int64.min, -1, 0, .max] {
      for name in ["x", "w", "b", "y", "h"] {
        var sketch = ModelSketch()
        sketch[name].scales = sketch[name].scales.map { _ in scale }
        sketch[name].zeroPoints = sketch[name].zeroPoints.map { _ in zeroPoint }
        _ = Audit(today: Self.day).run(try sketch.model(), path: FilePath("m.tflite"))
      }
    }
  }

  /// With every constant turned around, rules that read tables alone find the same.
  @Test(arguments: ["digits_int8", "decomposed_folded_int8", "outside_tables"])
  func rulesOfTablesReadNoData(name: String) throws {
    let whole = try fixture(name)
    var changed = whole
    for range in Model(file: try ModelFile(bytes: whole)).buffers.compactMap(\.contents) {
      for place in range.offset..<range.offset + range.count { changed[place] ^= 0xff }
    }
    let reading = RuleCatalog.all.filter { $0.info.readsWeights }.map { $0.info.id }
    let audit = Audit(try RuleSelection(select: [], ignore: reading), today: Self.day)
    func findings(_ bytes: [UInt8]) throws -> [String] {
      audit.run(Model(file: try ModelFile(bytes: bytes)), path: FilePath("m")).findings
        .map { "\(RuleCase.brief($0)) \($0.message)" }
    }
    #expect(try findings(changed) == findings(whole))
  }
}
