import CFlatBuffers
import Foundation
import TestSupport
import Testing

/// The tables and enums of the format: nothing missing, nothing more, nothing elsewhere.
@Suite struct SchemaTests {
  @Test func saysWhatTheFactsSayAndNothingElse() throws {
    let facts = try SchemaFacts.load().entries
    let ours = SchemaEntries.all()
    // 170 tables, their fields and the values of 16 enums: an empty list would agree as well.
    #expect(facts.count > 900)
    #expect(facts.subtracting(ours).sorted() == [], "not in the schema")
    #expect(ours.subtracting(facts).sorted() == [], "only in the schema")
  }

  @Test func hasEveryNameOnce() throws {
    let facts = try SchemaFacts.load()
    #expect(Int(cfb_table_count()) == facts.tables.count)
    #expect(Int(cfb_enum_count()) == facts.enums.count + facts.unions.count)
  }

  @Test func startsAtTheFactsRoot() throws {
    #expect(String(cString: cfb_table_name(cfb_root_table())) == (try SchemaFacts.load().rootType))
  }

  /// What a writer must align stands in the schema's text alone: the reader does not need it.
  @Test func alignsTheVectorsThatTheFactsAlign() throws {
    let facts = try SchemaFacts.load().tables.flatMap { table, fields in
      fields.filter { $0.attributes?.hasPrefix("force_align") == true }
        .map { "\(table).\($0.name): \($0.type) (\($0.attributes ?? ""))" }
    }
    let text = try String(
      contentsOf: Places.project.appending(path: "schema/tflite.fbs"), encoding: .utf8)
    var table = ""
    var ours: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("table ") { table = String(line.dropFirst(6).prefix { $0 != " " }) }
      guard line.contains("force_align"), let end = line.firstIndex(of: ";") else { continue }
      ours.append("\(table).\(line[..<end].drop { $0 == " " })")
    }
    #expect(ours.sorted() == facts.sorted())
  }

  @Test func answersWhatDoesNotExist() {
    let none: [Int32] = [-1, .min, .max, cfb_table_count(), cfb_enum_count()]
    for index in none {
      #expect(index == cfb_enum_count() || String(cString: cfb_table_name(index)) == "")
      #expect(index == cfb_enum_count() || cfb_field_count(index) == 0)
      guard index != cfb_table_count() else { continue }
      #expect(String(cString: cfb_enum_name(index)) == "")
      #expect(cfb_enum_value_count(index) == 0)
      #expect(cfb_enum_value_name(index, 0) == nil)
      #expect(cfb_union_table(index, 1) == -1)
    }
    #expect(cfb_enum_value_name(0, .max) == nil)
    #expect(cfb_union_table(0, .min) == -1)
  }
}
